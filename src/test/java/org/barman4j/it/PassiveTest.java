package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of a passive node that is copied, through a real sshd, from the node that takes the backups. */
abstract class PassiveTest extends BackupTest {
    protected SmallHome passive;
    protected SshdFixture door;

    @BeforeEach
    final void makePassiveNode() {
        passive = SmallHome.in(directory.resolve("passive"));
        StreamingTest.remove(passive.root());
        passive.makeDirectory(passive.root());
        writeProgram(Installation.shared().program().toString());
        home.makeDirectory(directory.resolve("door"));
        door = SshdFixture.start(directory.resolve("door"), environment());
        follow();
    }

    private String environment() {
        return "SetEnv HOME=%s PATH=%s:/usr/bin:/bin JAVA_HOME=%s"
                .formatted(directory, directory.resolve("bin"), System.getProperty("java.home"));
    }

    protected final void openDoorAgain() {
        door.run(environment());
    }

    @AfterEach
    final void closeDoor() {
        door.close();
    }

    /** The {@code barman} that the primary node has. */
    protected final void writeProgram(String command) {
        Path script = directory.resolve("bin/barman");
        home.write(
                script,
                "#!/bin/sh\ncase $1 in -c) exec %1$s \"$@\";; *) exec %1$s -c '%2$s' \"$@\";; esac\n"
                        .formatted(command, home.config()));
        if (!script.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + script + " executable");
        }
    }

    /** Configures the passive server with these lines beside what makes it one. */
    protected final void follow(String... lines) {
        passive.write(
                passive.serverConfig(),
                "[main]\nprimary_ssh_command = " + door.sshCommand() + "\n" + String.join("\n", lines) + "\n");
    }

    protected final Answer passive(String line) {
        return passiveCall(line).run();
    }

    protected final ProgramCall passiveCall(String line) {
        return Installation.shared().barman(passive.words(line));
    }

    /** Runs cron until the passive node has what the primary has. */
    protected final void synchronise() {
        Eventually.holds("the passive node has all", () -> {
            assertThat(passive("cron")).succeeds();
            return completeThere().equals(complete(home)) && passive.walNames().containsAll(needed());
        });
    }

    private List<String> completeThere() {
        return complete(passive);
    }

    /** The ids of the backups of a node that are complete. */
    protected static List<String> complete(SmallHome node) {
        List<String> ids = new ArrayList<>();
        for (String file : files(node.meta())) {
            if (file.endsWith("-backup.info")
                    && SmallHome.read(node.meta().resolve(file)).contains("\nstatus=DONE\n")) {
                ids.add(file.substring(0, file.indexOf('-')));
            }
        }
        return ids;
    }

    /** The WAL files from the first backup on. */
    private List<String> needed() {
        String first = complete(home).stream()
                .map(id -> field(id, "begin_wal"))
                .min(String::compareTo)
                .orElse("");
        return home.walNames().stream()
                .filter(name -> name.compareTo(first) >= 0)
                .toList();
    }

    private static List<String> files(Path place) {
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restores a backup of the passive node to its latest state, starts it, and compares it with the original. */
    protected final void proveRestorable(String id) {
        Path destination = directory.resolve("promoted-" + id);
        home.makeDirectory(destination);
        assertThat(passive("restore main " + id + " " + destination.resolve("data")))
                .succeeds();
        try (OwnPostgres restored = OwnPostgres.restored(destination, programs())) {
            restored.start();
            Eventually.holds("recovery has ended", () -> restored.ask("select pg_is_in_recovery()")
                    .equals("f"));
            assertThat(restored.ask("select count(*), sum(entry) from ledger"))
                    .isEqualTo(postgres.ask("select count(*), sum(entry) from ledger"));
            restored.check();
        }
    }
}
