package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.util.List;
import org.barman4j.testing.PostgresSeventeen;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** Chains of incremental backups on a passive node. */
@PostgresSeventeen.Required
class PassiveChainIT extends PassiveTest {
    @Test
    void aChainComesInOrderAndGrows() {
        serve("postgres");
        follow("path_prefix = " + programs());
        String full = backup("");
        archiveTheRest();
        synchronise();
        postgres.run("insert into ledger select n, 'second' from generate_series(10001, 10500) n", "checkpoint");
        String second = backup("--incremental latest-full");
        postgres.run("delete from ledger where entry <= 100");
        String third = backup("--incremental " + second);
        archiveTheRest();

        synchronise();

        assertThat(complete(passive)).isEqualTo(List.of(full, second, third));
        assertThat(SmallHome.read(passive.backupInfo(full))).contains("\nchildren_backup_ids=" + second + "\n");
        assertThat(SmallHome.read(passive.backupInfo(second))).contains("\nchildren_backup_ids=" + third + "\n");
        proveRestorable(third);
        assertThat(passive("delete main " + full)).succeeds();
        assertThat(passive("list-backups --minimal main").out()).isEmpty();
    }
}
