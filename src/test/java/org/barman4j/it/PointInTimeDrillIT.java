package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.Test;

/** Every form in which a guide recovers, after somebody ran a DELETE, and its script that tries a backup. */
class PointInTimeDrillIT extends DrillTest {
    private static final String COUNT = "psql -p 5555 -U postgres -At -c 'SELECT COUNT(*) FROM orders;'";

    @Test
    void theDatabaseIsAsItWasAtEachPointThatTheGuideNames() {
        setUpAsPrinted();
        receive();
        postgres.run(
                "create table orders as select generate_series(1, 100) id",
                "create table critical_table as select generate_series(1, 1234) id");
        succeed("barman backup pg-primary");
        succeed("barman check-backup pg-primary latest");
        postgres.run("insert into orders values (101)");
        String inTime = moment();
        String transaction = postgres.ask("with entry as (insert into orders values (102) returning 1)"
                + " select pg_current_xact_id()::text from entry");
        postgres.run("insert into orders values (103)");
        succeed("docker exec postgres-primary psql -U postgres"
                + " -c \"SELECT pg_create_restore_point('before_migration');\"");
        postgres.run("DELETE FROM orders WHERE 1=1;", "insert into orders values (104)");
        succeed("docker exec postgres-primary psql -U postgres -c \"SELECT pg_switch_wal();\"");
        succeed("barman switch-wal --archive pg-primary");

        assertThat(recovered("--target-time \"" + inTime + "\"")).isEqualTo("101");
        assertThat(recovered("--target-xid " + transaction)).isEqualTo("102");
        assertThat(recovered("--target-name \"before_migration\"")).isEqualTo("103");
        assertThat(recovered("--target-immediate")).isEqualTo("100");
        assertThat(recovered("")).isEqualTo("1");
        assertThat(postgres.ask("select count(*) from orders")).isEqualTo("1");
        tryTheBackup();
        assertThat(type("barman recover pg-primary latest /recovery --target-time \"2025-11-16 15:00:00\""))
                .isClear()
                .hasStatus(1);
        assertThat(here("/recovery")).doesNotExist();
    }

    /** Recovers with these options behind the words, as printed, and returns how many orders there are then. */
    private String recovered(String options) {
        String plan = succeed("barman recover pg-primary latest /recovery " + options + " --dry-run");
        assertThat(plan).endsWith("This would work.\n");
        assertThat(here("/recovery")).doesNotExist();
        succeed("barman recover pg-primary latest /recovery \\\n  " + options);
        succeed("pg_ctl start -D /recovery -o '-p 5555'");
        awaitEnd(!options.isEmpty());
        String count = succeed(COUNT).strip();
        succeed("pg_ctl stop -D /recovery");
        succeed("rm -rf /recovery");
        return count;
    }

    /** With a target it pauses there; without one it takes writes. */
    private void awaitEnd(boolean paused) {
        String question = paused ? "pg_get_wal_replay_pause_state() = 'paused'" : "NOT pg_is_in_recovery()";
        Eventually.holds(question, () -> type("psql -p 5555 -U postgres -At -c \"SELECT " + question + "\"")
                .out()
                .equals("t\n"));
    }

    /** With the script that the guide runs every week. */
    private void tryTheBackup() {
        String said = succeed(
                """
                # Script to recover and verify
                barman recover pg-primary latest /tmp/test-recovery
                pg_ctl start -D /tmp/test-recovery -o '-p 5555'
                psql -p 5555 -U postgres -c 'SELECT COUNT(*) FROM critical_table;'
                pg_ctl stop -D /tmp/test-recovery
                rm -rf /tmp/test-recovery
                """);

        assertThat(said)
                .contains("Your PostgreSQL server has been successfully prepared for recovery!")
                .contains(" count \n-------\n  1234\n")
                .contains("server stopped");
        assertThat(here("/tmp/test-recovery")).doesNotExist();
    }
}
