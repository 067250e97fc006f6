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

    @Test
    void numbersGoRound() {
        RecordTarget target = target("2147483650");

        target.look(Integer.MAX_VALUE);
        assertThat(target.isBehind()).isTrue();
        target.look(Integer.MIN_VALUE + 3);
        assertThat(target.isBehind()).isFalse();
    }

    private static RecordTarget target(String transaction) {
        return new RecordTarget(
                new RecoveryTarget(RecoveryTarget.Kind.XID, transaction, Optional.empty(), false, Optional.empty()));
    }
}
