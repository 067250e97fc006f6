package org.barman4j.host;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.barman4j.testing.HostContract;
import org.junit.jupiter.api.Test;

class LocalHostIT extends HostContract {
    @Override
    protected Host host() {
        return new LocalHost();
    }

    @Test
    void aMissingProgramIsAFailureBecauseNothingRan() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> host().run(Command.of("no-such-program")))
                .withMessageStartingWith("cannot run 'no-such-program' on this host");
    }

    @Test
    void aChildThatKeepsTheOutputOpenDoesNotOutliveTheTimeout() {
        Command command =
                Command.of("sh", "-c", "sleep 20 & sleep 1; echo gone").within(Duration.ofSeconds(2));

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> host().run(command))
                .withMessageContaining("did not end within 2 seconds");
    }
}
