package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.FaultyDisk;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.SmallHome;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever single operation fails, and wherever the process dies, nothing counts as copied that is not, and the next run ends it. */
class SyncFaultsIT extends HomeTest {
    private static final int MISSING = 2;
    private static final String FILE = "data/base/1/1259";

    private SmallHome passive;
    private SshdFixture door;
    private String info;

    @BeforeEach
    void makeNodes() {
        for (String name : home.walNames()) {
            home.write(place(home, name), "content of " + name);
        }
        for (String id : List.of(SmallHome.OLDEST, SmallHome.MIDDLE, SmallHome.LATEST)) {
            home.set(id, "size", "2");
            home.write(home.base(id).resolve(FILE), "pages of " + id);
        }
        info = CommandRun.of(Clock.systemUTC(), home.words("sync-info main")).out();
        home.makeDirectory(directory.resolve("door"));
        door = SshdFixture.start(directory.resolve("door"));
        passive =
                SmallHome.in(directory.resolve("passive"), "[main]\nprimary_ssh_command = " + door.sshCommand() + "\n");
    }

    @AfterEach
    void closeDoor() {
        door.close();
    }

    @Test
    void walEntersTheArchiveOnceAndWhole() throws IOException {
        prepareForWal();
        FaultyDisk counting = FaultyDisk.counting();
        assertThat(run(counting, "sync-wals main").status()).isZero();
        assertWalIsComplete();

        for (int number = 1; number <= counting.operations(); number++) {
            prepareForWal();
            run(faulty(number), "sync-wals main");
            assertListedWalIsWhole();

            CommandRun next = run(new LocalDisk(), "sync-wals main");

            assertThat(next.status())
                    .as("operation " + number + ": " + next.err())
                    .isZero();
            assertWalIsComplete();
        }
    }

    @Test
    void aBackupIsDoneOnlyWhenItIsWhole() throws IOException {
        prepare();
        FaultyDisk counting = FaultyDisk.counting();
        assertThat(run(counting, "sync-backup main " + SmallHome.MIDDLE).status())
                .isZero();
        assertBackupIsComplete();

        for (int number = 1; number <= counting.operations(); number++) {
            prepare();
            run(faulty(number), "sync-backup main " + SmallHome.MIDDLE);
            if (Files.exists(passive.backupInfo(SmallHome.MIDDLE))
                    && SmallHome.read(passive.backupInfo(SmallHome.MIDDLE)).contains("\nstatus=DONE\n")) {
                assertBackupIsComplete();
            }

            CommandRun next = run(new LocalDisk(), "sync-backup main " + SmallHome.MIDDLE);

            assertThat(next.status())
                    .as("operation " + number + ": " + next.err())
                    .isZero();
            assertBackupIsComplete();
        }
    }

    @Test
    void whatAnotherProcessHasJustCompletedStays() {
        prepare();
        String gone = "20261119T000000";
        passive.write(
                passive.backupInfo(gone),
                SmallHome.read(home.backupInfo(SmallHome.OLDEST)).replace("status=DONE", "status=SYNCING"));
        passive.write(passive.base(gone).resolve(FILE), "the only copy");
        Disk real = new LocalDisk();
        InvocationHandler other = (proxy, method, arguments) -> {
            if (method.getName().equals("createPrivate")
                    && arguments[0].toString().endsWith(gone + "-sync-backup.lock")) {
                passive.replace(passive.backupInfo(gone), "status=SYNCING", "status=DONE");
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        Disk disk = (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, other);

        CommandRun run = run(disk, "sync-backup main " + gone);

        assertThat(run.out()).contains("Backup " + gone + " is absent on main server, but present locally");
        assertThat(passive.field(gone, "status")).isEqualTo("DONE");
        assertThat(passive.base(gone).resolve(FILE)).hasContent("the only copy");
    }

    /** Each run of these takes a second, so operations fail alone and with all that follow by turns. */
    private static FaultyDisk faulty(int number) {
        return number % 2 == 0 ? FaultyDisk.failingAt(number) : FaultyDisk.crashingAt(number);
    }

    private void prepare() {
        PostgresFixture.run(List.of("rm", "-rf", passive.root().toString()));
        passive.write(passive.root().resolve("main/primary.info"), info);
    }

    /** A node that has the oldest backup already, and all but the last of its WAL. */
    private void prepareForWal() {
        prepare();
        List<String> useful = useful();
        StringBuilder lines = new StringBuilder();
        for (String name : useful.subList(0, useful.size() - MISSING)) {
            passive.write(place(passive, name), "content of " + name);
            lines.append(line(name)).append('\n');
        }
        passive.write(passive.xlogDb(), lines.toString());
        passive.write(passive.backupInfo(SmallHome.OLDEST), SmallHome.read(home.backupInfo(SmallHome.OLDEST)));
    }

    private void assertListedWalIsWhole() {
        assertThat(passive.walNames()).doesNotHaveDuplicates();
        for (String name : passive.walNames()) {
            assertThat(place(passive, name)).hasContent("content of " + name);
        }
    }

    private void assertWalIsComplete() {
        assertListedWalIsWhole();
        String last = home.walNames().get(home.walNames().size() - 1);
        assertThat(passive.walNames()).contains(last).hasSameSizeAs(useful());
        assertThat(SmallHome.read(passive.wals().resolve("sync-wals.info"))).startsWith(last + "\t");
        assertThat(passive.root().resolve("main/.sync-wals")).doesNotExist();
    }

    private String line(String name) {
        return SmallHome.read(home.xlogDb())
                .lines()
                .filter(each -> each.startsWith(name + "\t"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> useful() {
        return home.walNames().stream()
                .filter(name -> info.contains("\"name\": \"" + name + "\""))
                .toList();
    }

    private void assertBackupIsComplete() {
        assertThat(SmallHome.read(passive.backupInfo(SmallHome.MIDDLE))).contains("\nstatus=DONE\n");
        assertThat(passive.base(SmallHome.MIDDLE).resolve(FILE)).hasContent("pages of " + SmallHome.MIDDLE);
        assertThat(passive.base(SmallHome.MIDDLE).resolve("data/PG_VERSION")).hasContent("15\n");
        assertThat(passive.base(SmallHome.MIDDLE).resolve(".copy")).doesNotExist();
    }

    private static Path place(SmallHome node, String name) {
        return name.endsWith(".history")
                ? node.wals().resolve(name)
                : node.wals().resolve(name.substring(0, 16)).resolve(name);
    }

    private CommandRun run(Disk disk, String line) {
        return CommandRun.of(Clock.systemUTC(), passive.words(line), disk, InputStream.nullInputStream());
    }
}
