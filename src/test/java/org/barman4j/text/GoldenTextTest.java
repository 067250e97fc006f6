package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.barman4j.testing.GoldenTable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Compares with tables recorded from Barman 3.17; the departures are listed here, each with what we answer. */
class GoldenTextTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    /** Barman refuses these, and we understand them. */
    private static final Map<String, String> MORE_TIMES =
            Map.of("2026-11-20 17:01:17+00:00:30", "2026-11-20 17:01:17+00:00:30");

    /** Barman guesses the order of numbers; the others are an offset beyond Java's and text in quotes. */
    private static final Set<String> REFUSED_TIMES = Set.of(
            "20/11/2026 17:01:17",
            "11/20/2026 17:01:17",
            "05/06/2026 17:01:17",
            "26-11-20 17:01:17",
            "2026-11-20 17:01:17+23:59",
            "'2026-11-20 17:01:17'");

    private static final Set<String> REFUSED_LITERALS = Set.of("b'bytes'", "{1, 2}", "set()", "1+2j", "...");

    /** Two escaped surrogates are one character in Java. */
    private static final Map<String, String> OTHER_LITERALS = Map.of("'\\ud83d\\ude00'", "'😀'");

    /** Passwords that Barman shows, or more than the password that it hides. */
    private static final Map<String, String> OTHER_REDACTIONS = Map.ofEntries(
            Map.entry("password= next", "password= *REDACTED*"),
            Map.entry("password='' user=u", "password=*REDACTED* user=u"),
            Map.entry("password='unclosed", "password=*REDACTED*"),
            Map.entry("password=\"double\" x", "password=*REDACTED* x"),
            Map.entry("password=a'b c", "password=*REDACTED*"),
            Map.entry("PASSWORD=example", "PASSWORD=*REDACTED*"),
            Map.entry("password =example", "password =*REDACTED*"),
            Map.entry("password = example", "password = *REDACTED*"),
            Map.entry("postgresql://:example@h/db", "postgresql://:*REDACTED*@h/db"),
            Map.entry("postgres://u:example@h/db", "postgres://u:*REDACTED*@h/db"),
            Map.entry("postgresql://u:p@ss@h/db", "postgresql://u:*REDACTED*@h/db"),
            Map.entry("postgresql://u:p:q@h/db", "postgresql://u:*REDACTED*@h/db"),
            Map.entry("postgresql://u:ex ample@h", "postgresql://u:*REDACTED*@h"));

    @TestFactory
    List<DynamicTest> sizes() {
        return GoldenTable.rows("pretty_size")
                .map(row -> test(row, () -> {
                    double bytes = ((Number) PythonLiteral.parse(row.get(0))).doubleValue();

                    assertThat(ByteSize.pretty(bytes)).isEqualTo(row.get(1));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> durations() {
        return GoldenTable.rows("timedelta")
                .map(row -> test(row, () -> {
                    var duration = HumanDuration.ofSeconds(Double.parseDouble(row.get(0)));

                    assertThat(HumanDuration.of(duration)).isEqualTo(row.get(1));
                    assertThat(HumanDuration.python(duration)).isEqualTo(row.get(2));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> floats() {
        return GoldenTable.rows("float_repr")
                .map(row -> test(row, () -> {
                    double value = Double.longBitsToDouble(Long.parseUnsignedLong(row.get(0), 16));

                    assertThat(PythonFloat.print(value)).isEqualTo(row.get(1));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> reprs() {
        return GoldenTable.rows("python_repr")
                .map(row -> test(row, () -> {
                    assertThat(PythonLiteral.print(PythonLiteral.parse(row.get(1))))
                            .isEqualTo(row.get(1));
                    if (row.get(0).startsWith("\"")) {
                        assertThat(PythonLiteral.print(GoldenTable.json(row.get(0))))
                                .isEqualTo(row.get(1));
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> literals() {
        return GoldenTable.rows("python_literals")
                .map(row -> test(row, () -> {
                    String text = GoldenTable.json(row.get(0));

                    if (row.get(1).startsWith("!") || REFUSED_LITERALS.contains(text)) {
                        assertThatExceptionOfType(PythonLiteralException.class)
                                .isThrownBy(() -> PythonLiteral.parse(text));
                    } else {
                        assertThat(PythonLiteral.print(PythonLiteral.parse(text)))
                                .isEqualTo(OTHER_LITERALS.getOrDefault(text, row.get(1)));
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> redactions() {
        return GoldenTable.rows("redact")
                .map(row -> test(row, () -> {
                    String text = GoldenTable.json(row.get(0));

                    assertThat(Redaction.passwords(text))
                            .isEqualTo(OTHER_REDACTIONS.getOrDefault(text, GoldenTable.json(row.get(1))));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> times() {
        return GoldenTable.rows("datetimes")
                .map(row -> test(row, () -> {
                    String text = GoldenTable.json(row.get(0));

                    if (MORE_TIMES.containsKey(text)) {
                        assertThat(PythonTime.print(PythonTime.parse(text, () -> ROME)))
                                .isEqualTo(MORE_TIMES.get(text));
                    } else if (row.get(1).startsWith("!") || REFUSED_TIMES.contains(text)) {
                        assertThatExceptionOfType(DateTimeException.class)
                                .isThrownBy(() -> PythonTime.parse(text, () -> ROME));
                    } else {
                        assertTime(PythonTime.parse(text, () -> ROME), row);
                    }
                }))
                .toList();
    }

    private static void assertTime(OffsetDateTime time, List<String> row) {
        assertThat(PythonTime.print(time)).isEqualTo(row.get(1));
        assertThat(PythonTime.ctime(time)).isEqualTo(row.get(2));
        assertThat(PythonTime.iso(time)).isEqualTo(row.get(3).replace(' ', 'T'));
        assertThat(PythonTime.epochSeconds(time)).hasToString(row.get(4));
        assertThat(PythonTime.print(time.withOffsetSameInstant(ZoneOffset.UTC))).isEqualTo(row.get(5));
    }

    private static DynamicTest test(List<String> row, Executable body) {
        return DynamicTest.dynamicTest(row.get(0), body);
    }
}
