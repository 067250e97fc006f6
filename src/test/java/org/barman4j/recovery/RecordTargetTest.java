package org.barman4j.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordTargetTest {
    @Test
    void aTransactionIsBehindTheNewestThatHasEnded() {
        RecordTarget target = target("4294967300"); // 4 of the second round
        assertThat(target.isBehind()).as("nothing is known").isFalse();

        assertThat(target.look(-9)).isFalse();
        assertThat(target.isBehind()).isTrue();
        assertThat(target.look(5)).isFalse();
        assertThat(target.look(-3)).isFalse();
        assertThat(target.isBehind()).isFalse();
        assertThat(target.look(4)).isTrue();
    }

    private static RecordTarget target(String transaction) {
        return new RecordTarget(
                new RecoveryTarget(RecoveryTarget.Kind.XID, transaction, Optional.empty(), false, Optional.empty()));
    }
}
