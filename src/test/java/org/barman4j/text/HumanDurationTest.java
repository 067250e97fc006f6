package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Expected texts are those of Barman's {@code human_readable_timedelta} and of {@code str(timedelta)}. */
class HumanDurationTest {
    @Test
    void namesThePartsThatAreNotZero() {
        assertThat(HumanDuration.of(Duration.ofSeconds(1))).isEqualTo("1 second");
        assertThat(HumanDuration.of(Duration.ofSeconds(90061))).isEqualTo("1 day, 1 hour, 1 minute, 1 second");
        assertThat(HumanDuration.of(Duration.ofSeconds(180122))).isEqualTo("2 days, 2 hours, 2 minutes, 2 seconds");
        assertThat(HumanDuration.of(Duration.ofSeconds(172801))).isEqualTo("2 days, 1 second");
    }

    @Test
    void dropsWhatIsBelowOneSecond() {
        assertThat(HumanDuration.of(Duration.ZERO)).isEqualTo("less than one second");
        assertThat(HumanDuration.of(Duration.ofMillis(999))).isEqualTo("less than one second");
        assertThat(HumanDuration.of(Duration.ofMillis(1999))).isEqualTo("1 second");
    }

    @Test
    void saysAgoOfNegativeDurations() {
        assertThat(HumanDuration.of(Duration.ofSeconds(-61))).isEqualTo("1 minute, 1 second ago");
        assertThat(HumanDuration.of(Duration.ofMillis(-1))).isEqualTo("less than one second ago");
    }

    @Test
    void roundsSecondsToMicrosecondsHalfToEven() {
        assertThat(HumanDuration.ofSeconds(0.0000005)).isEqualTo(Duration.ZERO);
        assertThat(HumanDuration.ofSeconds(0.0000015)).isEqualTo(Duration.ofNanos(2000));
        assertThat(HumanDuration.ofSeconds(0.0000025)).isEqualTo(Duration.ofNanos(2000));
        assertThat(HumanDuration.ofSeconds(1.0000005)).isEqualTo(Duration.ofSeconds(1, 1000));
        assertThat(HumanDuration.ofSeconds(-1.5)).isEqualTo(Duration.ofMillis(-1500));
        assertThat(HumanDuration.ofSeconds(1e9 + 0.1234565)).isEqualTo(Duration.ofSeconds(1_000_000_000, 123_456_000));
    }

    @Test
    void refusesSecondsThatPythonRefuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> HumanDuration.ofSeconds(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> HumanDuration.ofSeconds(Double.NEGATIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HumanDuration.ofSeconds(1e15))
                .withMessage("no duration of 1000000000000000.0 seconds");
    }

    @Test
    void printsATimedelta() {
        assertThat(HumanDuration.python(Duration.ZERO)).isEqualTo("0:00:00");
        assertThat(HumanDuration.python(Duration.ofDays(4))).isEqualTo("4 days, 0:00:00");
        assertThat(HumanDuration.python(Duration.ofDays(1).plusMillis(3_723_500)))
                .isEqualTo("1 day, 1:02:03.500000");
        assertThat(HumanDuration.python(Duration.ofHours(23).plusNanos(1_999))).isEqualTo("23:00:00.000001");
    }

    @Test
    void countsNegativeTimedeltasFromTheDayBefore() {
        assertThat(HumanDuration.python(Duration.ofSeconds(-1))).isEqualTo("-1 day, 23:59:59");
        assertThat(HumanDuration.python(Duration.ofMillis(-500))).isEqualTo("-1 day, 23:59:59.500000");
        assertThat(HumanDuration.python(Duration.ofSeconds(-86401))).isEqualTo("-2 days, 23:59:59");
    }

    @Property
    void givesBackWholeMicroseconds(@ForAll int seconds, @ForAll @IntRange(max = 999_999) int micros) {
        Duration duration = Duration.ofSeconds(seconds, micros * 1_000L);

        assertThat(HumanDuration.ofSeconds((seconds * 1_000_000L + micros) / 1e6))
                .isEqualTo(duration);
    }
}
