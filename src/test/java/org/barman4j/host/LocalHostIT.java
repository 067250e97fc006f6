package org.barman4j.host;

import static org.assertj.core.api.Assertions.assertThat;
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
    void whatIsPrintedBeyondALimitIsDropped() {
        Command command = Command.of("sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x; echo no >&2; exit 3");

        CommandResult result = host().run(command.keepingOutputUpTo(1000));

        assertThat(result).isEqualTo(new CommandResult(3, "x".repeat(1000), "no\n"));
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
