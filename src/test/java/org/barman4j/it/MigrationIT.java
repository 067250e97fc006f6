package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Guide;
import org.barman4j.testing.Installation;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The guide from Python Barman and back, as it is written: against Debian's package, or any command that the property
 * {@code barman.peer} names.
 */
class MigrationIT extends RestoreTest {
    private static final Path THEIRS = Path.of(System.getProperty("barman.peer", "/usr/bin/barman"));
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String LEDGER = "insert into ledger select n, 'more' from generate_series(%1$d, %1$d + 99) n";

    /** What only root can do, and only to a whole machine. */
    private static final List<String> OF_ROOT =
            List.of("tar -C / ", "sed -i ", "rm /etc/", "scripts/install", "apt-mark ", "echo '* * * * * ", "sudo -u ");

    private boolean old;
    private int entries = 10000;

    @BeforeEach
    void makeTheirHome() {
        assumeThat(THEIRS).as("Debian's package barman").exists();
        old = ProgramCall.of(THEIRS)
                .words(List.of("--version"))
                .run()
                .mustSucceed()
                .out()
                .startsWith("3.4");
        home.replace(
                home.config(),
                "barman_user = " + System.getProperty("user.name"),
                "barman_user = " + PostgresFixture.user());
        configure();
        write("barman", Installation.shared().program());
        write("theirs", THEIRS);
        for (Path each : List.of(home.root(), home.config(), home.serverConfig().getParent())) {
            PostgresFixture.own(each);
        }
    }

    @AfterEach
    void stopReceiver() {
        run("barman receive-wal --stop main");
    }

    @Test
    void oursTakesOverWhereItIs() throws IOException {
        String first = theirBackup();
        String second = theirBackup();
        follow("1. Before");
        Map<String, Long> before = files();

        follow("2. Beside it, only reading");

        assertThat(files()).isEqualTo(before);
        assertThat(ids("barman")).containsExactly(second, first);

        follow("3. The switch");

        String ours = newest();
        assertThat(ids("barman")).containsExactly(ours, second, first);
        enter();
        archiveTheRest();
        assertThat(ledger("barman", first)).isEqualTo(postgres.ask(Ledger.SUM));

        assertThat(run("barman delete main " + first)).succeeds();
        assertThat(home.base(first)).doesNotExist();
        assertThat(ledger("barman", second)).isEqualTo(postgres.ask(Ledger.SUM));

        configure("retention_policy = REDUNDANCY 1");
        Eventually.holds("cron deletes what they took", () -> {
            assertThat(run("barman cron")).succeeds();
            return !Files.exists(home.base(second));
        });
        assertThat(ids("barman")).containsExactly(ours);
        assertThat(ledger("barman", ours)).isEqualTo(postgres.ask(Ledger.SUM));
    }

    @Test
    void theyTakeOverAgain() {
        String first = theirBackup();
        follow("3. The switch");
        String kept = newest();
        String latest = backup("");
        assertThat(run("barman keep --target full main " + kept)).succeeds();
        assertThat(run("barman keep --target standalone main " + first)).succeeds();
        List<String> expected = new ArrayList<>(List.of(latest, kept, first));
        if (old) { // as a backup that it can't use: incremental, but for the files
            String incremental = backup("");
            home.set(incremental, "parent_backup_id", latest);
        }
        enter();
        archiveTheRest();

        follow(old ? "Back to 3.4" : "Back to 3.17");

        assertThat(ids("theirs")).isEqualTo(expected);
        assertThat(run("theirs keep --status main " + kept).out()).contains("full");
        assertThat(run("theirs keep --status main " + first).out()).contains("standalone");
        assertThat(run("theirs show-backup main " + latest).out()).containsPattern("Status +: DONE");
        assertThat(ledger("theirs", latest)).isEqualTo(postgres.ask(Ledger.SUM));
        enter();
        String theirs = theirBackup();
        assertThat(ledger("theirs", theirs)).isEqualTo(postgres.ask(Ledger.SUM));
        assertThat(run("theirs delete main " + latest)).succeeds();
        assertThat(home.base(latest)).doesNotExist();
        assertThat(ids("theirs")).containsExactly(theirs, kept, first);
        assertThat(ids("barman")).containsExactly(theirs, kept, first);
    }

    @Test
    void bothWorkOnOneHome() {
        assumeThat(old).as("3.4 does not see what later ones write").isFalse();
        String first = theirBackup();
        String second = backup("");
        String third = theirBackup();
        enter();
        String fourth = backup("");

        assertThat(ids("theirs")).containsExactly(fourth, third, second, first).isEqualTo(ids("barman"));
        archiveTheRest();
        assertThat(ledger("theirs", second)).isEqualTo(postgres.ask(Ledger.SUM));
        assertThat(ledger("barman", third)).isEqualTo(postgres.ask(Ledger.SUM));
        assertThat(run("theirs delete main " + second)).succeeds();
        assertThat(run("barman delete main " + first)).succeeds();
        assertThat(ids("theirs")).containsExactly(fourth, third).isEqualTo(ids("barman"));
        assertThat(run("barman check main").out()).doesNotContain("FAILED");
        assertThat(run("theirs check main").out()).doesNotContain("FAILED");
    }

    @Test
    void theSecondBackupIsRefused() {
        theirBackup();
        refused("theirs", "barman");
        if (!old) {
            refused("barman", "theirs");
        }
    }

    /** Has one of both wait in the midst of a backup, and the other try. */
    private void refused(String one, String other) {
        Path begun = directory.resolve("home/" + one + ".begun");
        Path end = directory.resolve("home/" + one + ".end");
        Path hook = directory.resolve("bin/hook-" + one);
        script(hook, "touch '%s'; until [ -e '%s' ]; do sleep 0.1; done".formatted(begun, end));
        configure("pre_backup_script = " + hook);
        Process taking = asBarman(one + " backup main").start();
        Eventually.holds("the first one is at work", () -> Files.exists(begun));

        configure();
        Answer answer = run(other + " backup main");

        home.write(end, "");
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("Another backup process is running");
        Eventually.holds("the first one ends", Duration.ofSeconds(60), () -> !taking.isAlive());
        assertThat(taking.exitValue()).isZero();
    }

    /** What can be run is run, and must succeed; the rest is for root. */
    private void follow(String section) {
        for (String block : blocks(section)) {
            List<String> commands =
                    block.startsWith("cd ") ? List.of(block) : block.lines().toList();
            for (String each : commands) {
                if (OF_ROOT.stream().noneMatch(each::startsWith)) {
                    perform(each);
                }
            }
        }
    }

    private void perform(String command) {
        String line = command.replace("/usr/bin/barman", "theirs")
                .replace("/opt/barman4j/bin/barman", "barman")
                .replace("/restore/data", madePlace() + "/data")
                .replace("/var/lib/barman", home.root().toString());
        Answer answer = run(line);
        assertThat(answer).as(line).succeeds();
        if (line.endsWith(" check main")) {
            assertThat(answer.out()).as(line).contains("PostgreSQL: OK").doesNotContain("FAILED");
        }
        if (line.endsWith("barman cron") || line.endsWith("theirs cron")) {
            awaitReceiver(line);
        }
        if (line.contains("receive-wal --stop")) {
            Eventually.holds("the receiver has ended", () -> !isReceiving());
        }
    }

    /** The blocks of commands below a heading of the guide. */
    private static List<String> blocks(String section) {
        String guide = SmallHome.read(Path.of("docs/migrating.md"));
        int start = guide.indexOf("\n## " + section + "\n");
        assertThat(start).as(section).isPositive();
        int end = guide.indexOf("\n## ", start + 1);
        List<String> blocks = Guide.blocks(guide.substring(start, end < 0 ? guide.length() : end));
        assertThat(blocks).as(section).isNotEmpty();
        return blocks;
    }

    private void configure(String... lines) {
        List<String> all =
                new ArrayList<>(List.of("streaming_archiver = on", "slot_name = barman", "create_slot = auto"));
        all.addAll(List.of(lines));
        serve("postgres", all.toArray(String[]::new));
        PostgresFixture.own(home.serverConfig().getParent());
    }

    private void write(String name, Path program) {
        script(directory.resolve("bin").resolve(name), "exec %s -c '%s' \"$@\"".formatted(program, home.config()));
    }

    private void script(Path file, String command) {
        home.write(file, "#!/bin/sh\n" + command + "\n");
        PostgresFixture.run(List.of("chmod", "755", file.toString()));
    }

    private ProgramCall asBarman(String line) {
        return ProgramCall.of(Path.of("/usr/bin/env"))
                .words(PostgresFixture.asPostgres(SHELL))
                .words(List.of("-ec", line))
                .with("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    }

    private Answer run(String line) {
        return asBarman(line).run();
    }

    private List<String> ids(String program) {
        return run(program + " list-backup --minimal main")
                .mustSucceed()
                .out()
                .lines()
                .toList();
    }

    /** Has them take a backup with all that it needs, and returns its id. */
    private String theirBackup() {
        enter();
        if (!isReceiving()) {
            awaitReceiver("theirs cron");
        }
        archiveTheRest(() -> run("theirs archive-wal main"));
        assertThat(run("theirs backup main --wait")).succeeds();
        return ids("theirs").get(0);
    }

    private void enter() {
        entries += 100;
        postgres.run(LEDGER.formatted(entries));
    }

    private void awaitReceiver(String cron) {
        Eventually.holds("cron starts the receiver", Duration.ofSeconds(60), () -> {
            assertThat(run(cron)).succeeds();
            return isReceiving();
        });
    }

    private boolean isReceiving() {
        return postgres.ask("select active from pg_replication_slots where slot_name = 'barman'")
                .equals("t");
    }

    /** Restores a backup with all WAL that there is, starts it, and tells what its ledger comes to. */
    private String ledger(String program, String id) {
        Path place = madePlace();
        assertThat(run(program + (program.equals("theirs") ? " recover" : " restore") + " main " + id + " " + place
                        + "/data"))
                .succeeds();
        try (OwnPostgres restored = start(place)) {
            restored.check();
            return restored.ask(Ledger.SUM);
        }
    }

    /** A directory that the program may write to. */
    private Path madePlace() {
        Path place = place();
        home.makeDirectory(place);
        PostgresFixture.own(place);
        return place;
    }

    /** Every file of the home, but locks and what is on its way, with the time of its last change. */
    private Map<String, Long> files() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(home.root())) {
            for (Path file : tree.toList()) {
                String name = home.root().relativize(file).toString();
                if (!name.isEmpty() && !name.matches("\\.[^/]*\\.lock|main/(incoming|streaming)(/.*)?")) {
                    files.put(name, Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(1000);
        return files;
    }
}
