package org.barman4j.it;

import org.barman4j.testing.PostgresSeventeen;
import org.junit.jupiter.api.Test;

/** A chain of incremental backups at every target. */
@PostgresSeventeen.Required
class IncrementalMatrixIT extends RestoreMatrixTest {
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
