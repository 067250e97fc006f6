package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The database host loses its data directory, and gets it back from Barman over ssh. */
class CrashDrillIT extends DrillTest {
    private static final String RECOVER =
            "barman recover --remote-ssh-command \"ssh postgres@host\" pg-primary %s /var/lib/postgresql/data";
    private static final String ENTRIES = "select string_agg(id::text, ' ' order by id) from test_ab";

    @Test
    void theNotesBringBackTheMomentThatWasMeantAndGoOnArchiving() {
        setUpAsPrinted();
        receiveNothing();
        archiveToIncoming();
        succeed("cat /var/lib/postgresql/data/postgresql.auto.conf >> /var/lib/postgresql/data/postgresql.conf");
        succeed("psql -U postgres -c 'ALTER SYSTEM RESET ALL'");
        postgres.run("create table test_ab (id int)", "insert into test_ab values (1)");
        succeed("barman backup pg-primary");
        postgres.run("insert into test_ab values (2)");
        moment();
        String target = postgres.ask("select to_char(clock_timestamp(), 'YYYY-MM-DD HH24:MI:SS')");
        postgres.run("insert into test_ab values (3)");
        String later = moment();
        postgres.run("insert into test_ab values (4)");

        succeed("systemctl stop postgres\nrm -rf /var/lib/postgresql/data");
        succeed("barman archive-wal pg-primary"); // cron's work
        String id = succeed("barman list-backup pg-primary").split(" ", -1)[1];
        assertThat(succeed("barman show-backup pg-primary " + id)).contains("End time  ");
        // without a target Barman prepares for all there is, and one that is edited in afterwards would not count
        assertThat(succeed(RECOVER.formatted(id) + " --target-time '" + later + "'"))
                .contains("Restore operation completed", "postgresql.conf line ", ": archive_command = false\n");
        assertThat(log())
                .containsPattern("Archiving segment \\d+ of \\d+ from file archival: pg-primary/00000001[0-9A-F]{16}\n")
                .containsSubsequence(
                        "Starting remote restore for server pg-primary using backup " + id,
                        "Copying the base backup.",
                        "Copying required WAL segments.");

        succeed("echo \"recovery_target_time = '" + target + "'\" >> /var/lib/postgresql/data/postgresql.auto.conf");
        succeed("systemctl start postgres");
        awaitPostgres("select pg_get_wal_replay_pause_state() = 'paused'");
        assertThat(postgres.ask(ENTRIES)).isEqualTo("1 2");
        postgres.run("select pg_wal_replay_resume()"); // the notes leave it out, and wait for what the log says then
        Eventually.holds("the log says what the notes wait for", () -> SmallHome.read(here("/var/log/postgres"))
                .contains("database system is ready to accept connections"));
        succeed("systemctl stop postgres");
        succeed(
                """
                cd /var/lib/postgresql/data
                rm -f postgresql.auto.conf recovery.signal
                sed -i -e '/^archive_command = false/d' -e 's/^#BARMAN#//' postgresql.conf
                """);
        succeed("systemctl start postgres");
        assertThat(postgres.ask(ENTRIES)).isEqualTo("1 2");
        postgres.run("CREATE TABLE test_abc (id SERIAL PRIMARY KEY, data TEXT);", "select pg_switch_wal()");
        Eventually.holds("the new timeline is archived", () -> {
            succeed("barman archive-wal pg-primary");
            return log().matches("(?s).*file archival: pg-primary/00000002[0-9A-F]{16}\n.*");
        });
        succeed("barman backup pg-primary");
        assertThat(succeed("barman check pg-primary")).doesNotContain("FAILED");
    }

    @ParameterizedTest
    @CsvSource({"true, 1 2 3", "false, 1 2"})
    void whatHasReachedBarmanIsThereAndWhatHasNotIsNot(boolean received, String entries) throws Exception {
        setUpAsPrinted();
        archiveToIncoming();
        if (received) {
            receive();
        } else {
            receiveNothing();
        }
        postgres.run("create table test_ab (id int)", "insert into test_ab values (1)");
        succeed("barman backup pg-primary");
        postgres.run("insert into test_ab values (2)");
        succeed("barman switch-wal --archive pg-primary");
        postgres.run("insert into test_ab values (3)");
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into test_ab values (4)");
            if (received) {
                awaitPostgres("select write_lsn >= pg_current_wal_flush_lsn() from pg_stat_replication");
            }
            postgres.kill();
        }
        succeed("rm -rf /var/lib/postgresql/data");

        assertThat(type("barman check pg-primary").out()).contains("PostgreSQL: FAILED");
        succeed(RECOVER.formatted("latest"));
        succeed("pg_ctl start -D /var/lib/postgresql/15/main -o '-c archive_mode=off'");

        awaitPostgres("select not pg_is_in_recovery()");
        assertThat(postgres.ask(ENTRIES)).isEqualTo(entries);
        assertThat(here("/var/lib/postgresql/data/recovery.signal")).doesNotExist();
        postgres.check();
    }

    /** As with the notes, where PostgreSQL does all the archiving. */
    private void receiveNothing() {
        succeed("sed -i 's/^streaming_archiver = .*/streaming_archiver = off/' /etc/barman.d/pg-primary.conf");
    }

    private String log() {
        return SmallHome.read(here("/var/log/barman/barman.log"));
    }

    private void awaitPostgres(String condition) {
        Eventually.holds(condition, () -> postgres.ask(condition).equals("t"));
    }
}
