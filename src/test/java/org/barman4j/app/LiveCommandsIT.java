package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.SilentServer;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that ask a live server, on real PostgreSQL. */
class LiveCommandsIT extends HomeTest {
    private static final String FINE =
            """
            Server live:
            	PostgreSQL: OK
            	superuser or standard user with backup privileges: OK
            	PostgreSQL streaming: OK
            	wal_level: OK
            	directories: OK
            	retention policy settings: OK
            	backup maximum age: OK (no last_backup_maximum_age provided)
            	backup minimum size: OK (0 B)
            	wal maximum age: OK (no last_wal_maximum_age provided)
            	wal size: OK (0 B)
            	compression settings: OK
            	failed backups: OK (there are 0 failed backups)
            	minimum redundancy requirements: OK (have 0 non-incremental backups, expected at least 0)
            	pg_basebackup: OK
            	pg_basebackup compatible: OK
            	pg_basebackup supports tablespaces mapping: OK
            	systemid coherence: OK (no system Id stored on disk)
            	archive_mode: FAILED (please set it to 'on' or 'always')
            	archive_command: FAILED (please set it accordingly to documentation)
            	archiver errors: OK
            """;

    @BeforeEach
    void addServer() {
        home.configure(server("live", conninfo("user=postgres"), ""));
        home.archiveSomething("live");
    }

    private static String server(String name, String conninfo, String more) {
        return "[" + name + "]\nconninfo = " + conninfo + "\nstreaming_conninfo = " + conninfo("user=trusted")
                + "\nbackup_method = postgres\narchiver = on\npath_prefix = " + PostgresFixture.programs() + "\n"
                + "minimum_redundancy = 0\n" + more;
    }

    private static String conninfo(String more) {
        return "host=127.0.0.1 port=" + PostgresFixture.primary().port() + " dbname=postgres " + more;
    }

    @Test
    void walOfAnotherClusterIsRefusedFromTheFirstSegmentOn() {
        String name = WalSegments.name(1);
        home.configure(server("fresh", conninfo("user=postgres"), ""));
        home.write(home.root().resolve("fresh/incoming").resolve(name), WalSegments.segment(1));

        assertThat(run("archive-wal fresh").out())
                .contains(name + " is refused: it belongs to another PostgreSQL cluster");
        assertThat(home.root().resolve("fresh/wals/0000000100000000").resolve(name))
                .doesNotExist();
    }

    @Test
    void checkGoesThroughAllThatApplies() {
        Answer answer = run("check live");

        assertThat(answer).hasStatus(1).isClear();
        assertThat(answer.out()).isEqualTo(FINE);
        assertThat(answer.err())
                .contains("HINT: live: archive_mode: In PostgreSQL: ALTER SYSTEM SET archive_mode = 'on'");
    }

    @Test
    void checkCreatesTheDirectories() {
        run("check live");

        assertThat(home.root().resolve("live/incoming")).isDirectory();
        assertThat(home.root().resolve("live/base")).isDirectory();
    }

    @Test
    void anEmptyArchiveIsAFailure() throws Exception {
        Files.delete(home.root().resolve("live/wals/live-xlog.db"));
        Files.delete(home.root().resolve("live/wals/0000000100000000/000000010000000000000001"));

        assertThat(run("check --check-timeout 3 live").out())
                .contains("\tWAL archive: FAILED (please make sure WAL shipping is setup)\n");
    }

    @Test
    void whatMonitoringReadsHasItsStatusInTheFirstLine() {
        Answer failing = run("check --nagios live");
        Answer unknown = run("check --nagios nosuch");

        assertThat(failing).hasStatus(2);
        assertThat(failing.out())
                .startsWith("BARMAN CRITICAL - server live has issues * live FAILED: archive_mode, archive_command"
                        + "|live=0B live_wals=0B\nlive.archive_mode: FAILED (please set it to 'on' or 'always')\n");
        assertThat(failing.err()).isEmpty();
        assertThat(unknown).hasStatus(2);
        assertThat(unknown.out()).isEqualTo("BARMAN CRITICAL - Global configuration errors\n");
    }

    @Test
    void oneServerThatHangsCostsItsOwnTimeAndNobodyElses() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            home.configure(server("live", conninfo("user=postgres"), "")
                    + server("hangs", "host=127.0.0.1 port=" + silent.port() + " user=x", "check_timeout = 2\n")
                    + server("refuses", "host=127.0.0.1 port=" + PostgresFixture.freePort() + " user=x", ""));
            Instant start = Instant.now();

            Answer answer = run("check all");

            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
            assertThat(answer).hasStatus(1);
            assertThat(answer.out())
                    .contains("\tcheck timeout: FAILED (barman check command timed out)\n")
                    .contains(FINE)
                    .contains("Server refuses:\n\tWAL archive: FAILED (please make sure WAL shipping is setup)\n"
                            + "\tPostgreSQL: FAILED\n");
            assertThat(answer.err()).contains("Connection refused");
        }
    }

    @Test
    void otherInquiriesHaveTheSameLimit() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            home.configure(server("live", conninfo("user=postgres"), "")
                    + server("hangs", "host=127.0.0.1 port=" + silent.port() + " user=x", "check_timeout = 1\n"));

            Answer answer = run("status all");

            assertThat(answer).hasStatus(1);
            assertThat(answer.errors()).containsExactly("server 'hangs' did not answer within 1 seconds");
            assertThat(answer.out()).contains("Server live:\n").contains("\tCluster state: in production\n");
        }
    }

    @Test
    void aConnectionThatIsRefusedIsToldWithItsReasonAndWithoutItsPassword() {
        for (String user : List.of("scram password=secret", "idle", "nosuch", "trusted dbname=nosuch")) {
            home.configure(server("live", conninfo("user=" + user), ""));

            Answer check = run("check live");
            Answer status = run("status live");

            assertThat(check.out()).contains("\tPostgreSQL: FAILED\n");
            assertThat(check.err())
                    .contains("HINT: live: PostgreSQL: connection to server at")
                    .doesNotContain("secret");
            assertThat(status.out()).contains("\tPostgreSQL version: FAILED trying to get PostgreSQL version\n");
        }
    }

    @Test
    void aRoleWithoutPrivilegesIsToldWhichItLacks() {
        home.configure(server("live", conninfo("user=trusted"), ""));

        assertThat(run("check live").out())
                .contains("\tno access to backup functions: FAILED (privileges for PostgreSQL backup functions are"
                        + " required (see documentation))\n");
        assertThat(run("switch-wal live"))
                .isRefusedWith("Postgres user 'trusted' is missing required privileges (see \"Preliminary steps\" in"
                        + " the Barman manual)");
        assertThat(run("replication-status live"))
                .isRefusedWith("Postgres user 'trusted' is missing required privileges (see \"Preliminary steps\" in"
                        + " the Barman manual)");
    }

    @Test
    void aStandbyIsRecognised() {
        String standby = "host=127.0.0.1 port=" + PostgresFixture.standby().port() + " user=postgres dbname=postgres";
        home.configure(server("live", standby, "primary_conninfo = " + conninfo("user=postgres") + "\n"));

        assertThat(run("check live").out())
                .contains(
                        """
                        	PostgreSQL server is standby: OK
                        	Primary server is not a standby: OK
                        	Primary and standby have same system ID: OK
                        """);
        assertThat(run("status live").out()).contains("\tCluster state: in archive recovery\n");
    }

    @Test
    void aPrimaryIsNotTakenForAStandby() {
        home.configure(
                server("live", conninfo("user=postgres"), "primary_conninfo = " + conninfo("user=postgres") + "\n"));

        Answer answer = run("check live");

        assertThat(answer)
                .warnsOf("'primary_conninfo' is set but 'conninfo' does not point to a standby server. Ignoring"
                        + " 'primary_conninfo'.");
        assertThat(answer.out())
                .contains("\tPostgreSQL server is standby: FAILED (conninfo should point to a standby server if"
                        + " primary_conninfo is set)\n")
                .doesNotContain("Primary server");
    }

    @Test
    void anotherClusterThanThatOfTheBackupsIsTold() {
        home.write(home.root().resolve("live/identity.json"), "{\"systemid\": \"1\", \"version\": \"15\"}");

        assertThat(run("check live").out())
                .contains(
                        "\tsystemid coherence: FAILED (the system Id of the connected PostgreSQL server changed, stored"
                                + " in \"" + home.root() + "/live/identity.json\")\n");
    }

    @Test
    void slotsAreCreatedOnceAndDropped() {
        home.configure(
                server("live", conninfo("user=postgres"), "slot_name = slot_of_a_test\nstreaming_archiver = on\n"));

        assertThat(run("check live").out())
                .contains("replication slot: FAILED (replication slot 'slot_of_a_test' doesn't exist. Please execute"
                        + " 'barman receive-wal --create-slot live')");
        assertThat(run("receive-wal --create-slot live"))
                .succeeds()
                .prints("Creating physical replication slot 'slot_of_a_test' on server 'live'\n"
                        + "Replication slot 'slot_of_a_test' created\n");
        assertThat(run("receive-wal --create-slot live"))
                .isRefusedWith("Replication slot 'slot_of_a_test' already exists");
        assertThat(run("receive-wal --create-slot --if-not-exists live")).succeeds();
        assertThat(run("check live").out())
                .contains(
                        "replication slot: FAILED (slot 'slot_of_a_test' not initialised: is 'receive-wal' running?)");
        assertThat(run("receive-wal --drop-slot live")).succeeds();
        assertThat(run("receive-wal --drop-slot live"))
                .isRefusedWith("Replication slot 'slot_of_a_test' does not exist");
    }

    @Test
    void aSlotNameThatIsNoneReachesNoServer() {
        home.configure(server("live", conninfo("user=postgres"), "slot_name = x; DROP TABLE y\n"));

        assertThat(run("receive-wal --create-slot live")).hasStatus(1).isClear().satisfies(answer -> assertThat(
                        answer.errors())
                .containsExactly(
                        "Unable to create a physical replication slot: slot_name configuration option" + " required"));
    }

    @Test
    void switchingClosesAFileOnlyIfThereIsSomethingInIt() {
        Answer forced = run("switch-wal --force live");
        Answer idle = run("switch-wal live");

        assertThat(forced).succeeds();
        assertThat(forced.out()).matches("The WAL file [0-9A-F]{24} has been closed on server 'live'\n");
        assertThat(idle).succeeds().prints("No switch required for server 'live'\n");
    }

    @Test
    void waitingForTheArchiveEnds() {
        Answer answer = run("switch-wal --force --archive --archive-timeout 1 live");

        assertThat(answer).hasStatus(1);
        assertThat(answer.out())
                .contains("Waiting for the WAL file ")
                .contains(" from server 'live' (max: 1 seconds)\n");
        assertThat(answer.errors()).singleElement().asString().endsWith("has not been received in 1 seconds");
    }

    @Test
    void aServerDisabledForItsConninfoSaysNothingOfPostgres() {
        home.configure(server("live", "blah", ""));

        assertThat(run("show-servers live").out())
                .contains("Server live (WARNING: disabled):\n")
                .doesNotContain("server_txt_version");
        assertThat(run("check live").out())
                .contains("\tPostgreSQL: FAILED\n", "\tconfiguration: FAILED\n\t\tPostgreSQL");
    }

    @Test
    void walStreamsThroughConnectionsOfItsOwn() {
        home.configure(server(
                "live", conninfo("user=postgres"), "wal_streaming_conninfo = " + conninfo("user=trusted") + "\n"));

        assertThat(run("check live").out())
                .contains("\tno access to monitoring functions: FAILED", "\tPostgreSQL streaming (WAL streaming): OK\n")
                .contains("\twal_level (WAL streaming): OK\n", "\tsystemid coherence (WAL streaming): OK");
    }

    @Test
    void aServerThatIsDownIsMentionedInJson() {
        home.configure(
                server("live", "host=127.0.0.1 user=x port=" + PostgresFixture.freePort(), "check_timeout = -1\n"));

        assertThat(run("-f json replication-status live").out())
                .isEqualTo("{\"_ERROR\": [\"Unable to connect to server live\"], \"live\": {}}");
    }

    @Test
    void theSizeOfTheNextBackupIsEstimated() {
        assertThat(run("estimate-size live")).succeeds().satisfies(answer -> assertThat(answer.out())
                .startsWith("Server live:\n\tCluster size: ")
                .contains("without compression or reuse"));
    }

    @Test
    void anArchiveWithWalIsNotFree() {
        assertThat(run("check-wal-archive live").errors())
                .containsExactly("WAL archive check failed for server live: Expected empty archive");
        assertThat(run("check-wal-archive --timeline 2 live"))
                .succeeds()
                .prints("Server live:\n - WAL archive check for server live passed\n");
    }

    @Test
    void diagnoseTellsAllButPasswords() {
        home.configure(server("live", conninfo("user=postgres password=secret"), ""));

        Answer answer = run("diagnose");

        assertThat(answer).succeeds();
        assertThat(answer.out()).contains("\"server_txt_version\": \"15.").doesNotContain("secret");
    }

    @Test
    void whoIsAttachedIsShown() {
        assertThat(run("replication-status --target hot-standby live").out())
                .startsWith("Status of hot standby servers for server 'live':\n  Current LSN on master: ");
    }

    private Answer run(String line) {
        CommandRun run = CommandRun.of(Clock.systemUTC(), home.words(line));
        return new Answer(run.status(), run.out(), run.err());
    }
}
