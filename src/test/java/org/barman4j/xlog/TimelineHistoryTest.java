package org.barman4j.xlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.barman4j.xlog.TimelineHistory.Fork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineHistoryTest {
    @Test
    void readsOneForkALine() {
        String content = "1\t0/3000028\tno recovery target specified\n2\tA/BCDEF012\tbefore 2026-11-20 17:01:17+00\n";

        TimelineHistory history = TimelineHistory.parse(3, content);

        assertThat(history.timeline()).isEqualTo(3);
        assertThat(history.forks())
                .containsExactly(
                        new Fork(1, new Lsn(0x3000028), "no recovery target specified"),
                        new Fork(2, new Lsn(0xABCDEF012L), "before 2026-11-20 17:01:17+00"));
    }

    @Test
    void ignoresCommentsBlankLinesAndBlanksAround() {
        TimelineHistory history = TimelineHistory.parse(2, "# comment\n\n \t\n  1\t0/1\twhy \r\n\t# another");

        assertThat(history.forks()).containsExactly(new Fork(1, new Lsn(1), "why"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\t0/1",
                "1\t0/1\twhy\tand",
                "1 0/1 why",
                "one\t0/1\twhy",
                "1\tzero\twhy",
                "-1\t0/1\twhy",
                "\u0000"
            })
    void namesTheLineItCannotRead(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimelineHistory.parse(4, "# comment\n3\t0/1\twhy\n" + line + "\n"))
                .withMessageStartingWith("line 3 of the history of timeline 4 is invalid: '" + line + "': ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only\n"})
    void refusesAHistoryWithoutForks(String content) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimelineHistory.parse(-1, content))
                .withMessage("the history of timeline 4294967295 has no fork");
    }

    @Test
    void givesAnUnmodifiableList() {
        assertThat(TimelineHistory.parse(2, "1\t0/1\twhy").forks()).isUnmodifiable();
    }
}
