package org.barman4j.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.time.Duration;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A second backup host in another place, set up as its guide tells. */
class PassiveMachineIT extends OneDatabaseTest {
    private BackupMachine passive;

    @BeforeAll
    void serve() {
        passive = machines.backup("backup2");
        passive.trusts("barman", backup, "barman");
        passive.trusts("barman", fresh, "postgres");
        backup.serve("main", STREAMING.formatted("database", "postgres"));
        backup.awaitWal("main");
        passive.serve(
                "main",
                """
                description = Copy of main on backup
                primary_ssh_command = ssh barman@backup
                """);
    }

    @Test
    void whatTheFirstPlaceHadIsRestoredWhenItIsGone() {
        String id = backup.backup("main", "");
        database.enter(1001, 2000);
        String last = database.segment();
        assertThat(backup.barman("switch-wal --archive --archive-timeout 60 main"))
                .succeeds();
        assertThat(passive.barman("sync-info --primary main")).succeeds();

        Eventually.holds("the backup is here", Duration.ofSeconds(60), () -> {
            passive.cron();
            return passive.ids("main").contains(id)
                    && passive.status("main", id).equals("DONE");
        });
        passive.awaitArchived("main", last);
        backup.kill();

        assertThat(passive.restore("main", "", "latest", fresh)).succeeds();
        fresh.recover();
        assertThat(fresh.ledger()).isEqualTo(database.ledger()).startsWith("2000 ");
    }
}
