package org.barman4j.it;

import java.nio.file.Path;
import org.barman4j.testing.PostgresSeventeen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A chain of incremental backups at every target. */
@EnabledIf(
        value = "org.barman4j.testing.PostgresSeventeen#isThere",
        disabledReason = "scripts/setup-postgres17 could not provide PostgreSQL 17")
class IncrementalMatrixIT extends RestoreMatrixTest {
    @Override
    protected Path programs() {
        return PostgresSeventeen.programs();
    }

    @Override
    protected String[] settings() {
        return new String[] {"summarize_wal = on"};
    }

    @Test
    void aChainMeetsEveryTarget() {
        serve("postgres", "parallel_jobs = 2");
        backup("");
        postgres.run("insert into ledger select n, 'second' from generate_series(5001, 5500) n");
        backup("--incremental latest-full");
        postgres.run("delete from ledger where entry > 5400");

        everyTargetIsMetExactly(backup("--incremental latest"), Way.THERE);
    }
}
