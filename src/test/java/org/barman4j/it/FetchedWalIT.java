package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ScriptedBarmanHost;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** Restored servers that get their WAL from the installed program when they need it, and standbys. */
class FetchedWalIT extends RestoreTest {
    private static final Path SSH = Path.of("/usr/bin/ssh");

    /** The programs that PostgreSQL finds by their names. */
    private Path bin() {
        return directory.resolve("bin");
    }

    /** A {@code barman} that knows where its configuration is, as one that is installed in the usual place does. */
    private void installBarman() {
        ScriptedBarmanHost.program(
                bin().resolve("barman"),
                "#!/bin/sh\nJAVA_HOME='%s' exec '%s' -c '%s' \"$@\"\n"
                        .formatted(
                                System.getProperty("java.home"),
                                Installation.shared().program(),
                                home.config()));
        OwnPostgres.open(bin());
    }

    /** A database host, from which the user of PostgreSQL gets to this one through ssh, whatever its name is. */
    private void installClient() {
        installBarman();
        sshd().stop();
        sshd().run("SetEnv HOME=%s PATH=%s:/usr/bin:/bin".formatted(directory, bin()));
        sshd().generateKey("postgres_key", "ed25519", "");
        sshd().authorize("id_ed25519", "postgres_key");
        sshd().write(
                        "postgres_config",
                        """
                        HostName 127.0.0.1
                        HostKeyAlias %s
                        IdentityFile %s
                        UserKnownHostsFile %s
                        """
                                .formatted(
                                        sshd().knownName(), sshd().file("postgres_key"), sshd().file("known_hosts")));
        PostgresFixture.own(sshd().file("postgres_key"));
        OwnPostgres.open(sshd().file(""));
        ScriptedBarmanHost.program(
                bin().resolve("ssh"),
                "#!/bin/sh\nexec %s -F '%s' \"$@\"\n".formatted(SSH, sshd().file("postgres_config")));
        ScriptedBarmanHost.program(
                bin().resolve("barman-wal-restore"),
                "#!/bin/sh\nexec '%s' \"$@\"\n"
                        .formatted(Installation.shared().program().resolveSibling("barman-wal-restore")));
    }

    private Path restoredThere(String id, String... options) {
        Path place = place();
        List<String> words = new ArrayList<>(List.of("--remote-ssh-command", sshd().sshCommand()));
        words.addAll(List.of("--get-wal", "--recovery-option-port", String.valueOf(sshd().port())));
        words.addAll(List.of(options));
        words.addAll(List.of("main", id, place.resolve("data").toString()));
        assertThat(call("restore").words(words).run()).succeeds();
        return place;
    }

    private OwnPostgres fetching(Path place) {
        assertThat(place.resolve("data/pg_wal").toFile().list((parent, name) -> name.matches("[0-9A-F]{24}")))
                .as("segments that were copied")
                .isEmpty();
        OwnPostgres restored = OwnPostgres.restored(place, programs());
        restored.configure("archive_mode = off");
        restored.findFirst(bin());
        return restored;
    }

    @Test
    void aServerOnThisHostGetsWhatWasArchivedAfterTheRestore() {
        serve("local-rsync", "compression = gzip");
        String id = backup("");
        enter(10001, "before");
        archiveTheRest();
        Path place = place();
        assertThat(restoring(place, "--get-wal", id)).succeeds();
        enter(10002, "after");
        archiveTheRest();
        installBarman();
        letPostgresBeBarman();

        try (OwnPostgres restored = fetching(place)) {
            restored.start();

            assertThat(SmallHome.read(place.resolve("data/postgresql.auto.conf")))
                    .contains("\nrestore_command = 'barman get-wal -P main %f > %p'\n");
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            restored.check();
        }
    }

    /** On one host, restore_command runs as PostgreSQL's user, and asks a Barman that is willing to. */
    private void letPostgresBeBarman() {
        String user = System.getProperty("user.name");
        home.replace(home.config(), "barman_user = " + user, "barman_user = " + PostgresFixture.user());
        PostgresFixture.own(home.root());
        PostgresFixture.run(
                List.of("chmod", "-R", "a+rX", directory.resolve("conf.d").toString()));
    }

    @Test
    void aServerOnAnotherHostGetsItsWalByTheClient() {
        serve("rsync", "compression = zstd", "parallel_jobs = 2");
        String id = backup("");
        installClient();
        enter(10001, "before");
        String name = "up to here";
        postgres.ask("select pg_create_restore_point('" + name + "')");
        String then = postgres.ask(Ledger.SUM);
        Path place = restoredThere(id, "--target-name", name, "--target-action", "promote");
        enter(10002, "behind the target");
        archiveTheRest();

        try (OwnPostgres restored = fetching(place)) {
            restored.start();

            assertThat(SmallHome.read(place.resolve("data/postgresql.auto.conf")))
                    .contains("\nrestore_command = 'barman-wal-restore -P -U ", " --port " + sshd().port() + " ");
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(then);
        }
    }

    @Test
    void aStandbyFollowsTheArchiveUntilItIsPromoted() {
        serve("rsync", "compression = gzip");
        String id = backup("");
        installClient();
        enter(10001, "before");
        archiveTheRest();
        Path place = restoredThere(id, "--standby-mode");

        try (OwnPostgres standby = fetching(place)) {
            standby.configure("wal_retrieve_retry_interval = 200ms");
            standby.follow();
            standby.start();
            assertFollows(standby);
            assertThat(standby.ask("select count(*) from pg_stat_wal_receiver")).isEqualTo("0");

            assertTakesWritesOncePromoted(standby);
        }
    }

    @Test
    void aStandbyFollowsThePrimaryUntilItIsPromoted() {
        serve("local-rsync");
        String id = backup("");
        enter(10001, "before");
        archiveTheRest();
        Path place = place();
        assertThat(restoring(place, "--standby-mode", id)).succeeds();

        try (OwnPostgres standby = OwnPostgres.restored(place, programs())) {
            standby.configure(
                    "archive_mode = off",
                    "primary_conninfo = 'host=127.0.0.1 port=" + postgres.port() + " user=postgres'");
            standby.follow();
            standby.start();
            assertFollows(standby);
            assertThat(standby.ask("select status from pg_stat_wal_receiver")).isEqualTo("streaming");

            assertTakesWritesOncePromoted(standby);
        }
    }

    private void assertFollows(OwnPostgres standby) {
        assertThat(standby.ask("select pg_is_in_recovery()")).isEqualTo("t");
        for (int entry = 20001; entry <= 20002; entry++) {
            enter(entry, "while it follows");
            archiveTheRest();
            String now = postgres.ask(Ledger.SUM);
            Eventually.holds("the standby has it", () -> standby.ask(Ledger.SUM).equals(now));
        }
    }

    private void assertTakesWritesOncePromoted(OwnPostgres standby) {
        standby.promote();

        assertThat(standby.ask("select pg_is_in_recovery()")).isEqualTo("f");
        enter(30001, "for the old one");
        archiveTheRest();
        standby.run("insert into ledger values (30002, 'for the new one')");
        assertThat(standby.ask("select string_agg(entry::text, ' ' order by entry) from ledger where entry > 10000"))
                .isEqualTo("10001 20001 20002 30002");
        assertThat(standby.ask("select pg_walfile_name(pg_current_wal_lsn())")).startsWith("00000002");
    }
}
