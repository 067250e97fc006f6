package org.barman4j.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.util.concurrent.CompletableFuture;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The network between backup host and database host is cut, and heals. */
class NetworkCutIT extends OneDatabaseTest {
    @Override
    protected String[] settings() {
        return new String[] {"wal_sender_timeout = 5s"};
    }

    @BeforeAll
    void serve() {
        database.fill(40);
        backup.serve("main", STREAMING.formatted("database", "rsync"));
        backup.awaitWal("main");
    }

    @AfterEach
    void clear() {
        fresh.clear();
    }

    @Test
    void aBackupOutlivesAShortCut() {
        CompletableFuture<Answer> backing =
                CompletableFuture.supplyAsync(() -> backup.barman("backup --wait --bwlimit 10000 main"));
        backup.awaitCopying("main");
        cut();
        assertThat(backing).isNotDone();
        database.enter(1001, 2000);
        database.plug();

        assertThat(backing.join()).succeeds();

        restoredLedgerIsThatOfTheDatabase();
    }

    @Test
    void aReceiverMissesNothing() {
        backup.backup("main", "");
        backup.awaitReceiver("main");
        database.enter(3001, 4000);
        cut();
        String first = database.segment();
        for (int entry = 4001; entry < 7000; entry += 1000) {
            database.enter(entry, entry + 999);
            database.sql("select pg_switch_wal()");
        }
        String last = database.segment();
        assertThat(backup.barman("get-wal --peek 1 main " + first).out()).doesNotContain(first);

        Eventually.holds(
                "the server has given up the receiver",
                () -> database.ask("select count(*) from pg_stat_replication").equals("0"));
        database.plug();
        database.enter(7001, 8000);
        database.sql("select pg_switch_wal()");

        backup.awaitArchived("main", first);
        backup.awaitArchived("main", last);
        restoredLedgerIsThatOfTheDatabase();
    }

    /** Pulls the plug, and returns when nothing gets through. */
    private void cut() {
        database.unplug();
        assertThat(backup.run("barman", "bash", "-c", "timeout 3 bash -c ': < /dev/tcp/database/5432'")
                        .status())
                .isNotZero();
    }

    private void restoredLedgerIsThatOfTheDatabase() {
        assertThat(backup.barman("switch-wal --archive --archive-timeout 60 main"))
                .succeeds();
        assertThat(backup.barman("check main")).succeeds();
        assertThat(backup.restore("main", "", "latest", fresh)).succeeds();
        fresh.recover();
        assertThat(fresh.ledger()).isEqualTo(database.ledger());
    }
}
