package org.barman4j.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The primary dies and a standby takes its place, on a timeline of its own. */
class FailoverIT extends ContainerTest {
    private BackupMachine backup;
    private DatabaseMachine first;
    private DatabaseMachine second;
    private DatabaseMachine fresh;

    @BeforeAll
    void startHosts() {
        backup = machines.backup("backup");
        first = machines.database("database1");
        second = machines.database("database2");
        fresh = machines.database("newhost");
        first.initialise("wal_keep_size = 256MB");
        second.follow(first);
        for (DatabaseMachine each : new DatabaseMachine[] {first, second, fresh}) {
            backup.trusts("barman", each, "postgres");
        }
        backup.serve(
                "main",
                STREAMING.formatted("database1", "rsync")
                        + """

                        [main:second]
                        cluster = main
                        model = true
                        conninfo = host=database2 user=barman dbname=postgres
                        streaming_conninfo = host=database2 user=barman
                        ssh_command = ssh postgres@database2
                        """);
        backup.awaitWal("main");
    }

    @Test
    void aBackupOfTheOldPrimaryLeadsToTheNewOne() {
        String old = backup.backup("main", "");
        first.enter(1001, 2000);
        Eventually.holds("the standby has it", () -> second.ledger().equals(first.ledger()));
        first.kill();
        second.promote();
        second.enter(2001, 3000);

        assertThat(backup.barman("config-switch main main:second")).succeeds();
        backup.awaitWal("main");
        assertThat(backup.barman("check main")).succeeds();
        String young = backup.backup("main", "");
        second.enter(3001, 4000);
        assertThat(backup.barman("switch-wal --archive --archive-timeout 60 main"))
                .succeeds();

        assertThat(timeline(old)).isEqualTo("1");
        assertThat(timeline(young)).isEqualTo("2");
        restoredLedgerIsThatOfTheNewPrimary("--target-tli latest", old);
        restoredLedgerIsThatOfTheNewPrimary("", young);
    }

    private void restoredLedgerIsThatOfTheNewPrimary(String options, String id) {
        assertThat(backup.restore("main", options, id, fresh)).succeeds();
        fresh.recover();
        assertThat(fresh.ledger()).isEqualTo(second.ledger()).startsWith("4000 ");
        fresh.clear();
    }

    private String timeline(String id) {
        return backup.fact("main", id, "Timeline");
    }
}
