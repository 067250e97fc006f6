package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.OwnPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recovery to a transaction or a restore point: whether the WAL has it is found out before anything is copied. */
class RecordTargetIT extends RestoreTest {
    private String id;

    @BeforeEach
    void take() {
        serve("local-rsync");
        id = backup("");
    }

    @Test
    void aTransactionThatIsNotArchivedYetIsToldBeforehand() {
        enter(6001, "before");
        archiveTheRest();
        String transaction = postgres.ask("with mine as (insert into ledger values (6002, 'wanted') returning 1)"
                + " select pg_current_xact_id() from mine");
        enter(6003, "behind");
        Answer dryRun = barman("--dry-run --target-xid", transaction);
        assertThat(dryRun).isClear().hasStatus(1);
        assertThat(dryRun.err())
                .contains("The WAL that there is has no end of transaction " + transaction + ": PostgreSQL will replay")
                .contains("Take another --target-xid, or no target at all");

        archiveTheRest();
        Path place = place();
        Answer answer = restoring(place, "--target-action promote --target-xid " + transaction, id);

        assertThat(answer).succeeds();
        assertThat(answer.err()).doesNotContain("WARNING");
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask("select max(entry) from ledger")).isEqualTo("6002");
        }
    }

    @Test
    void theRestorePointsThatThereAreAreNamed() {
        postgres.run("select pg_create_restore_point('before the upgrade')");
        enter(6001, "behind");
        archiveTheRest();

        Answer wrong = barman("--dry-run --target-name", "before_the_upgrade");
        assertThat(wrong).isClear().hasStatus(1);
        assertThat(wrong.err())
                .contains("The WAL that there is has no restore point 'before_the_upgrade': PostgreSQL will replay")
                .contains("The restore points that there are: '", "'before the upgrade'", "Take another --target-name");
        assertThat(barman("--dry-run --target-name", "before the upgrade")).succeeds();
        assertThat(barman("--dry-run --standby-mode --target-name", "none")).succeeds();
    }

    private Answer barman(String options, String target) {
        return call("restore " + options)
                .words(List.of(target, "main", id, place().resolve("data").toString()))
                .run();
    }
}
