package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.TimeZone;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected times are those of {@code dateutil} 2.8.2 with TZ=Europe/Rome, unless the test says otherwise. */
class PythonTimeTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20 17:01:17.037438+00:00 | 2026-11-20 17:01:17.037438+00:00",
                "2026-11-20T17:01:17Z | 2026-11-20 17:01:17+00:00",
                "2026-11-20t17:01:17z | 2026-11-20 17:01:17+00:00",
                "2026-11-20 17:01:17.5 UTC | 2026-11-20 17:01:17.500000+00:00",
                "2026-11-20 17:01:17 GMT | 2026-11-20 17:01:17+00:00",
                "2026-11-20 17:01:17+03 | 2026-11-20 17:01:17+03:00",
                "2026-11-20 17:01:17 -3 | 2026-11-20 17:01:17-03:00",
                "2026-11-20 17:01:17+0530 | 2026-11-20 17:01:17+05:30",
                "2026-11-20 17:01:17 -03:30 | 2026-11-20 17:01:17-03:30",
                "2026-11-20 17:01:17.123456789 | 2026-11-20 17:01:17.123456+01:00",
                "2026-11-20 17:01:17,5 | 2026-11-20 17:01:17.500000+01:00",
                "2026-07-20 17:01 | 2026-07-20 17:01:00+02:00",
                "2026-11-20 17 | 2026-11-20 17:00:00+01:00",
                "2026-11-20 | 2026-11-20 00:00:00+01:00",
                "2026-1-2 3:4:5 | 2026-01-02 03:04:05+01:00",
                "2026/11/20 17:01:17 | 2026-11-20 17:01:17+01:00",
                "2026.11.20 5:01 pm | 2026-11-20 17:01:00+01:00",
                "2026-11-20 12:00 am | 2026-11-20 00:00:00+01:00",
                "2026-11-20 12:30 PM | 2026-11-20 12:30:00+01:00",
                "2026-11-20 05:01:17P | 2026-11-20 17:01:17+01:00",
                "20261120T170124 | 2026-11-20 17:01:24+01:00",
                "20261120T170124.5Z | 2026-11-20 17:01:24.500000+00:00",
                "20261120T1701+0100 | 2026-11-20 17:01:00+01:00",
                "20261120T17 | 2026-11-20 17:00:00+01:00",
                "20261120170124 | 2026-11-20 17:01:24+01:00",
                "202611201701 | 2026-11-20 17:01:00+01:00",
                "20261120 | 2026-11-20 00:00:00+01:00",
                "Fri Nov 20 17:01:24 2026 | 2026-11-20 17:01:24+01:00",
                "Fri Nov  6 17:01:24 2026 | 2026-11-06 17:01:24+01:00",
                "Fri Nov 20 17:01:24 UTC 2026 | 2026-11-20 17:01:24+00:00",
                "Fri Nov 20 17:01:24 2026 +01:00 | 2026-11-20 17:01:24+01:00",
                "17:01:24 FRI Nov 20 2026 | 2026-11-20 17:01:24+01:00",
                "20 Nov 2026 17:01 | 2026-11-20 17:01:00+01:00",
                "20-Nov-2026 17:01 | 2026-11-20 17:01:00+01:00",
                "Friday, November 20, 2026 at 17:01 | 2026-11-20 17:01:00+01:00",
                "17:01 20 november 2026 | 2026-11-20 17:01:00+01:00",
                "2024-02-29 | 2024-02-29 00:00:00+01:00",
                "9999-12-31 23:59:59.999999+00:00 | 9999-12-31 23:59:59.999999+00:00"
            })
    void readsWhatDateutilReads(String text, String expected) {
        assertThat(PythonTime.print(PythonTime.parse(text, () -> ROME))).isEqualTo(expected);
    }

    @Test
    void showsAMomentAsTheClocksOfAZoneDo() {
        TimeZone rome = TimeZone.getTimeZone(ROME);
        Instant lastOfSummer = Instant.parse("2026-10-25T00:59:59.999999Z");
        assertThat(PythonTime.print(PythonTime.local(lastOfSummer, rome)))
                .isEqualTo("2026-10-25 02:59:59.999999+02:00");
        assertThat(PythonTime.print(PythonTime.local(lastOfSummer.plusNanos(1_000), rome)))
                .isEqualTo("2026-10-25 02:00:00+01:00");
        assertThat(PythonTime.local(lastOfSummer))
                .isEqualTo(lastOfSummer.atZone(ZoneId.systemDefault()).toOffsetDateTime());
    }

    @Test
    void readsFormsThatDateutilRefusesButTheirMeaningIsPlain() {
        assertThat(PythonTime.print(PythonTime.parse("2026-11-20 17:01:17+00:00:30", () -> ROME)))
                .isEqualTo("2026-11-20 17:01:17+00:00:30");
        assertThat(PythonTime.print(PythonTime.parse("Fri Nov 20 17:01:24 2026+01:00", () -> ROME)))
                .isEqualTo("2026-11-20 17:01:24+01:00");
        assertThat(PythonTime.print(PythonTime.parse("December 30,1996 10:49:32", () -> ROME)))
                .isEqualTo("1996-12-30 10:49:32+01:00");
    }

    @Test
    void passesOverBlanksAround() {
        assertThat(PythonTime.print(PythonTime.parse(" 2026-11-20\t 17:01:17+00:00\n", () -> ROME)))
                .isEqualTo("2026-11-20 17:01:17+00:00");
    }

    @Test
    void takesTheEarlierOfTwoEqualLocalTimesUnlessTheLaterIsNamed() {
        assertThat(PythonTime.print(PythonTime.parse("2026-10-25 02:30:00", () -> ROME)))
                .isEqualTo("2026-10-25 02:30:00+02:00");
        assertThat(PythonTime.print(PythonTime.parse("2026-10-25 02:30:00 CEST", () -> ROME)))
                .isEqualTo("2026-10-25 02:30:00+02:00");
        assertThat(PythonTime.print(PythonTime.parse("2026-10-25 02:30:00 CET", () -> ROME)))
                .isEqualTo("2026-10-25 02:30:00+01:00");
    }

    @Test
    void keepsTheFiguresOfALocalTimeThatTheClocksSkip() {
        assertThat(PythonTime.print(PythonTime.parse("2026-03-29 02:30:00", () -> ROME)))
                .isEqualTo("2026-03-29 02:30:00+02:00");
    }

    @Test
    void takesAnyAbbreviationForLocalAndTellsWhetherItIs() {
        assertThat(PythonTime.print(PythonTime.parse("2026-11-20 17:01:17 EST", () -> ROME)))
                .isEqualTo("2026-11-20 17:01:17+01:00");

        assertThat(PythonTime.namesZone("2026-11-20 17:01:17 EST", ROME)).isFalse();
        assertThat(PythonTime.namesZone("2026-11-20 17:01:17 CET", ROME)).isTrue();
        assertThat(PythonTime.namesZone("2026-11-20 17:01:17 CEST", ROME)).isTrue();
        assertThat(PythonTime.namesZone("2026-11-20 17:01:17 UTC", ROME)).isTrue();
        assertThat(PythonTime.namesZone("2026-11-20 17:01:17-08", ROME)).isTrue();
        assertThat(PythonTime.namesZone("2026-11-20 17:01:17", ROME)).isFalse();
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> PythonTime.namesZone("17:01", ROME));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 'String does not contain a date: '",
                "17:01 | String does not contain a date: 17:01",
                "2026-11 | String does not contain a date: 2026-11",
                "yesterday-ish | Unknown string format: yesterday-ish",
                "2026-11-20 24:00:00 | hour must be in 0..23: 2026-11-20 24:00:00",
                "2026-11-20 17:60 | minute must be in 0..59: 2026-11-20 17:60",
                "2026-11-20 23:59:60 | second must be in 0..59: 2026-11-20 23:59:60",
                "2026-02-29 | day is out of range for month: 2026-02-29",
                "2026-11-00 | day is out of range for month: 2026-11-00",
                "2026-13-01 | month must be in 1..12: 2026-13-01",
                "0000-01-01 | year 0 is out of range: 0000-01-01"
            })
    void refusesInTheWordsOfDateutil(String text, String message) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> PythonTime.parse(text, () -> ROME))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "None",
                "1795194091",
                "1795194091.875557",
                "2026-W47-5",
                "2026-324",
                "12026-11-20",
                "2026-11-20_17:01",
                "2026-11-20 17:01:17 utc",
                "2026-11-20 17:01:17 Europe/Rome",
                "2026-11-20 17:01:17 ABCDEF",
                "2026-11-20 17:01:17 +25:00",
                "2026-11-20 17:01:17 +",
                "2026-11-20 17:01:17 +123",
                "2026-11-20 17:01:17 +01:",
                "2026-11-20 17:01:17 PM",
                "2026-11-20 17:01:17+00:00 extra",
                "2026-11-20 17:01 17:02",
                "Nov Dec 20 2026",
                "2026-11-20 17:01 21",
                "٢٠٢٦-11-20",
                "2026-11-20 17:011",
                "2026-11-20 :17"
            })
    void refusesOtherText(String text) {
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> PythonTime.parse(text, () -> ROME))
                .withMessage("Unknown string format: " + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05/06/2026 17:01:17",
                "20/11/2026",
                "26-11-20",
                "2026-11-20 17:01:17 UTC+3",
                "2026-11-20 17:01 GMT -03:00"
            })
    void refusesWhatDateutilGuesses(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> PythonTime.parse(text, () -> ROME));
    }

    @Test
    void printsLikeStrOfADatetime() {
        OffsetDateTime time = OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

        assertThat(PythonTime.print(time)).isEqualTo("2026-01-02 03:04:05+00:00");
        assertThat(PythonTime.print(time.plusNanos(37_438_000))).isEqualTo("2026-01-02 03:04:05.037438+00:00");
        assertThat(PythonTime.print(time.plusNanos(999))).isEqualTo("2026-01-02 03:04:05+00:00");
        assertThat(PythonTime.print(time.withOffsetSameLocal(ZoneOffset.ofHoursMinutesSeconds(-1, -2, -3))))
                .isEqualTo("2026-01-02 03:04:05-01:02:03");
        assertThat(PythonTime.print(time.withYear(1))).isEqualTo("0001-01-02 03:04:05+00:00");
    }

    @Test
    void printsLikeIsoformat() {
        OffsetDateTime time = OffsetDateTime.of(2026, 11, 20, 17, 1, 17, 500_000_000, ZoneOffset.ofHours(1));

        assertThat(PythonTime.iso(time)).isEqualTo("2026-11-20T17:01:17.500000+01:00");
    }

    @Test
    void printsLikeCtimeInTheZoneOfTheTime() {
        OffsetDateTime time = OffsetDateTime.of(2026, 11, 20, 17, 1, 24, 0, ZoneOffset.ofHours(9));

        assertThat(PythonTime.ctime(time)).isEqualTo("Fri Nov 20 17:01:24 2026");
        assertThat(PythonTime.ctime(time.withDayOfMonth(6))).isEqualTo("Fri Nov  6 17:01:24 2026");
        assertThat(PythonTime.ctime(time.withMonth(1).withDayOfMonth(4).withHour(5)))
                .isEqualTo("Sun Jan  4 05:01:24 2026");
    }

    @Test
    void cutsEpochSecondsOffTowardsZero() {
        OffsetDateTime epoch = Instant.EPOCH.atOffset(ZoneOffset.UTC);

        assertThat(PythonTime.epochSeconds(epoch.plusNanos(1_999_999_000))).isEqualTo(1);
        assertThat(PythonTime.epochSeconds(epoch.minusNanos(500_000_000))).isEqualTo(0);
        assertThat(PythonTime.epochSeconds(epoch.minusSeconds(2))).isEqualTo(-2);
        assertThat(PythonTime.epochSeconds(epoch.minusSeconds(2).withOffsetSameInstant(ZoneOffset.ofHours(2))))
                .isEqualTo(-2);
    }

    @Property
    void readsBackWhatItPrints(
            @ForAll @LongRange(min = -62_000_000_000L, max = 250_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999) int micros,
            @ForAll @IntRange(min = -64_800, max = 64_800) int offset) {
        OffsetDateTime time = Instant.ofEpochSecond(seconds)
                .plus(micros, ChronoUnit.MICROS)
                .atOffset(ZoneOffset.ofTotalSeconds(offset));

        assertThat(PythonTime.parse(PythonTime.print(time), () -> ROME)).isEqualTo(time);
        assertThat(PythonTime.parse(PythonTime.iso(time), () -> ROME)).isEqualTo(time);
        assertThat(PythonTime.parse(PythonTime.ctime(time), () -> ROME).toLocalDateTime())
                .isEqualTo(time.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS));
    }

    @Property
    void answersAnyTextWithATimeOrARefusal(@ForAll String text) {
        try {
            assertThat(PythonTime.parse("2026-11-20" + text, () -> ROME)).isNotNull();
        } catch (DateTimeException refusal) {
            assertThat(refusal).hasMessageContaining(text);
        }
    }
}
