package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.barman4j.postgres.Connector;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.live.PgVersion;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.VersionedPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of PostgreSQL that Barman works with has its own names for some functions, columns and settings. */
class PostgresVersionsIT extends HomeTest {
    private static final int VERSION_10 = 100_000;
    private static final int VERSION_13 = 130_000;
    private static final int VERSION_15 = 150_000;

    @ParameterizedTest
    @MethodSource("versions")
    void asksInTheWordsOfTheVersion(Path jar) throws Exception {
        String text = VersionedPostgres.version(jar);
        PgVersion version = PgVersion.parse(text);
        String shown = text.startsWith("9.") ? text : text.substring(0, text.lastIndexOf('.'));
        try (VersionedPostgres server = VersionedPostgres.start(jar)) {
            configure(server, "postgres");

            assertChecked(run("check live").out());
            assertThat(run("status live").out())
                    .contains("\tPostgreSQL version: " + shown + "\n\tCluster state: in production\n")
                    .contains("\tCurrent WAL segment: 0000000100000000000000");
            assertThat(run("show-servers live").out())
                    .contains(version.atLeast(VERSION_13) ? "\twal_keep_size: 0\n" : "\twal_keep_segments: 0\n")
                    .contains("\tserver_txt_version: " + shown + "\n", "\txlog_segment_size: 16777216\n")
                    .contains("\ttimeline: 1\n");
            assertThat(run("switch-wal --force live").out())
                    .matches("The WAL file [0-9A-F]{24} has been closed on server 'live'\n");
            assertThat(run("switch-wal live")).succeeds().prints("No switch required for server 'live'\n");
            assertThat(run("replication-status live").out()).contains("  No streaming clients attached\n");
            assertThat(run("receive-wal --create-slot live")).succeeds();
            assertThat(run("check live").out()).contains("slot 'one' not initialised");
            assertThat(run("receive-wal --drop-slot live")).succeeds();
            if (version.atLeast(VERSION_10)) {
                assertMinimalPrivilegesSuffice(server, version);
            }
        }
    }

    private static void assertChecked(String out) {
        assertThat(out)
                .contains(
                        "\tPostgreSQL: OK\n",
                        "\tsuperuser or standard user with backup privileges: OK\n",
                        "\tPostgreSQL streaming: OK\n",
                        "\twal_level: OK\n",
                        "\tsystemid coherence: OK (no system Id stored on disk)\n",
                        "\tarchive_mode: OK\n",
                        "\tarchive_command: OK\n",
                        "\tcontinuous archiving: OK\n");
    }

    private void assertMinimalPrivilegesSuffice(VersionedPostgres server, PgVersion version) throws SQLException {
        boolean modern = version.atLeast(VERSION_15);
        List<String> functions = modern
                ? List.of("pg_backup_start(text, boolean)", "pg_backup_stop(boolean)")
                : List.of("pg_start_backup(text, boolean, boolean)", "pg_stop_backup(boolean, boolean)");
        try (Connection connection = new Connector().connect(conninfo(server, "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE least LOGIN");
            statement.execute("GRANT pg_monitor TO least");
            for (String function : functions) {
                statement.execute("GRANT EXECUTE ON FUNCTION " + function + " TO least");
            }
            statement.execute("GRANT EXECUTE ON FUNCTION pg_switch_wal() TO least");
            configure(server, "least");
            assertThat(run("check live").out()).contains("\tno access to backup functions: FAILED");

            statement.execute("GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO least");
        }

        assertThat(run("check live").out()).contains("\tsuperuser or standard user with backup privileges: OK\n");
        assertThat(run("show-servers live").out())
                .contains("\thas_backup_privileges: True\n", "\tis_superuser: False\n");
        assertThat(run("switch-wal --force live"))
                .isRefusedWith("Barman switch-wal --force requires superuser rights or the 'pg_checkpoint' role");
    }

    private void configure(VersionedPostgres server, String user) {
        home.archiveSomething("live");
        home.configure("[live]\nconninfo = " + conninfo(server, user) + "\nstreaming_conninfo = "
                + conninfo(server, "postgres")
                + "\nbackup_method = postgres\narchiver = on\nstreaming_archiver = on\nslot_name = one\n"
                + "path_prefix = " + PostgresFixture.programs() + "\n");
    }

    private static Conninfo conninfo(VersionedPostgres server, String user) {
        return Conninfo.parse("host=127.0.0.1 port=" + server.port() + " user=" + user + " dbname=postgres");
    }

    static List<Path> versions() {
        return VersionedPostgres.jars();
    }

    private Answer run(String line) {
        CommandRun run = CommandRun.of(Clock.systemUTC(), home.words(line));
        return new Answer(run.status(), run.out(), run.err());
    }
}
