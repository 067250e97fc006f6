package org.barman4j.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The power of the backup host fails while it takes a backup and receives WAL. */
class KilledBackupHostIT extends OneDatabaseTest {
    @BeforeAll
    void serve() {
        database.fill(40);
        backup.serve("main", STREAMING.formatted("database", "rsync"));
        backup.awaitWal("main");
    }

    @Test
    void itGoesOnByItselfWhenThePowerIsBack() {
        CompletableFuture<Answer> cutOff =
                CompletableFuture.supplyAsync(() -> backup.barman("backup --bwlimit 4000 main"));
        backup.awaitCopying("main");
        database.enter(1001, 2000);

        backup.kill();
        assertThat(cutOff.join().status()).isNotZero();
        database.enter(2001, 3000);
        database.sql("select pg_switch_wal()");
        database.enter(3001, 4000);
        backup.restart();

        Eventually.holds("it receives again", Duration.ofSeconds(30), () -> backup.isReceiving("main"));
        List<String> ids = backup.ids("main");
        assertThat(ids).hasSize(1);
        assertThat(backup.status("main", ids.get(0))).isEqualTo("FAILED");

        String next = backup.backup("main", "");
        database.enter(4001, 5000);
        assertThat(backup.barman("switch-wal --archive --archive-timeout 60 main"))
                .succeeds();
        assertThat(backup.status("main", next)).isEqualTo("DONE");
        assertThat(backup.restore("main", "", next, fresh)).succeeds();
        fresh.recover();
        assertThat(fresh.ledger()).isEqualTo(database.ledger()).startsWith("5000 ");
    }
}
