package org.barman4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every host has to do, near or far. */
@Timeout(60)
public abstract class HostContract {
    private static final int TEN_MEGABYTES = 10 << 20;

    protected abstract Host host();

    @Test
    void keepsStatusOutputAndComplaintsApart() {
        CommandResult result = sh("echo said; echo complained >&2; exit 7");

        assertThat(result).isEqualTo(new CommandResult(7, "said\n", "complained\n"));
    }

    @Test
    void runsACommandThatSaysNothing() {
        assertThat(host().run(Command.of("true"))).isEqualTo(new CommandResult(0, "", ""));
        assertThat(host().run(Command.of("false")).status()).isEqualTo(1);
    }

    @Test
    void argumentsArriveAsTheyAre() {
        List<String> hostile = List.of(
                "",
                " ",
                "two words",
                "a'b",
                "\"",
                "$(id)",
                "`id`",
                "$HOME",
                "\\",
                "\\\\n",
                "line\nend\n",
                "\ttab",
                "-n",
                "--",
                "~",
                "~root",
                "*",
                "?[a]",
                "a;b",
                "a&b",
                "a|b",
                "<a>b",
                "#a",
                "!a",
                "{a,b}",
                "a=b",
                "%s",
                "é€😀",
                "'",
                "''",
                "\r",
                "\u0001");
        List<String> argv = new ArrayList<>(List.of("printf", "<%s>"));
        argv.addAll(hostile);

        CommandResult result = host().run(new Command(argv, Map.of(), Duration.ofSeconds(30)));

        assertThat(result.output()).isEqualTo("<" + String.join("><", hostile) + ">");
        assertThat(result.complaints()).isEmpty();
    }

    @Test
    void theEnvironmentArrivesAsItIs() {
        Command command = Command.of("sh", "-c", "printf '%s|%s' \"$FIRST\" \"$SECOND\"")
                .withEnvironment(Map.of("FIRST", "it's $(id) é", "SECOND", ""));

        assertThat(host().run(command).output()).isEqualTo("it's $(id) é|");
    }

    @Test
    void aNulCharacterIsRefused() {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> host().run(Command.of("echo", "a\0b")));
    }

    @Test
    void readsMuchFromBothStreamsAtOnce() {
        CommandResult result =
                sh("head -c 10485760 /dev/zero | tr '\\0' o & head -c 10485760 /dev/zero | tr '\\0' e >&2; wait");

        assertThat(result.status()).isZero();
        assertThat(result.output()).hasSize(TEN_MEGABYTES).matches(text -> text.chars()
                .allMatch(c -> c == 'o'));
        assertThat(result.complaints()).hasSize(TEN_MEGABYTES).matches(text -> text.chars()
                .allMatch(c -> c == 'e'));
    }

    @Test
    void standardInputIsAtItsEnd() {
        assertThat(host().run(Command.of("cat").within(Duration.ofSeconds(20))))
                .isEqualTo(new CommandResult(0, "", ""));
    }

    @Test
    void aCommandThatNeverEndsHitsItsTimeoutAndTheNextOneRuns() {
        Command endless = Command.of("sleep", "600").within(Duration.ofMillis(1500));

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> host().run(endless))
                .withMessageContaining("did not end within 1 seconds");

        assertThat(sh("echo again").output()).isEqualTo("again\n");
    }

    @Test
    void aCommandEndedByASignalHas128AndItsNumber() {
        assertThat(sh("kill -KILL $$").status()).isEqualTo(137);
        assertThat(sh("kill -TERM $$").status()).isEqualTo(143);
    }

    @Test
    void severalCommandsRunBesideEachOther() {
        List<CommandResult> results = List.of(1, 2, 3, 4, 5, 6).parallelStream()
                .map(number -> sh("sleep 0.2; echo " + number))
                .toList();

        assertThat(results).extracting(CommandResult::output).containsExactly("1\n", "2\n", "3\n", "4\n", "5\n", "6\n");
    }

    protected final CommandResult sh(String script) {
        return host().run(Command.of("sh", "-c", script));
    }
}
