package org.barman4j.xlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barman4j.testing.GoldenTable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Compares with tables recorded from Barman 3.17; the departures are listed here. */
class GoldenXlogTest {
    /** A path, a line end and digits of other scripts, which Barman's regular expression lets through. */
    private static final Set<String> REFUSED_NAMES =
            Set.of("/x/y/000000010000000000000001", "000000010000000000000001\n", "٠".repeat(24));

    /** More digits than an LSN has, and a blank, which Python's {@code int()} lets through. */
    private static final Set<String> REFUSED_LSNS = Set.of("100000000/0", "0/3000028 ");

    @TestFactory
    List<DynamicTest> names() {
        return GoldenTable.rows("wal_names")
                .map(row -> test(row, () -> {
                    String text = GoldenTable.json(row.get(0));
                    Optional<WalFileName> name = WalFileName.parse(text);

                    if (row.get(1).equals("False") || REFUSED_NAMES.contains(text)) {
                        assertThat(name).isEmpty();
                    } else {
                        assertThat(python(name.orElseThrow() instanceof WalFileName.Segment))
                                .isEqualTo(row.get(2));
                        assertThat(python(name.orElseThrow() instanceof WalFileName.BackupLabel))
                                .isEqualTo(row.get(3));
                        assertThat(python(name.orElseThrow() instanceof WalFileName.Partial))
                                .isEqualTo(row.get(4));
                        assertThat(python(name.orElseThrow() instanceof WalFileName.History))
                                .isEqualTo(row.get(5));
                        assertThat(row.get(6)).startsWith(name.orElseThrow().timeline() + "/");
                        assertThat(name.orElseThrow().hashDirectory()).isEqualTo(GoldenTable.json(row.get(7)));
                    }
                }))
                .toList();
    }

    private static String python(boolean truth) {
        return truth ? "True" : "False";
    }

    @TestFactory
    List<DynamicTest> positions() {
        return GoldenTable.rows("lsn")
                .map(row -> test(row, () -> {
                    String text = GoldenTable.json(row.get(0));

                    if (row.get(3).startsWith("!") || REFUSED_LSNS.contains(text)) {
                        assertThat(Lsn.parse(text)).isEmpty();
                    } else {
                        assertPosition(Lsn.parseRequired(text), row);
                    }
                }))
                .toList();
    }

    private static void assertPosition(Lsn lsn, List<String> row) {
        SegmentSize size = new SegmentSize(Long.parseLong(row.get(2)));
        WalSegmentName segment = WalSegmentName.containing(lsn, Integer.parseUnsignedInt(row.get(1)), size);

        assertThat(Long.toUnsignedString(lsn.value())).isEqualTo(row.get(3));
        assertThat(lsn).hasToString(row.get(4));
        assertThat(segment).hasToString(row.get(5));
        assertThat(lsn.minus(segment.start(size))).hasToString(row.get(6));
        if (row.get(8).contains("-")) { // Barman counts down below zero
            assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> segment.previous(size));
        } else {
            assertThat(segment.previous(size)).hasToString(row.get(8));
        }
    }

    /** Rows without a last segment, with unknown or impossible segment sizes, or with other files have no counterpart. */
    @TestFactory
    List<DynamicTest> runs() {
        return GoldenTable.rows("segments")
                .filter(row -> WalSegmentName.parse(row.get(0)).isPresent())
                .filter(row -> WalSegmentName.parse(row.get(1)).isPresent())
                .filter(row -> !Set.of("None", "8192", "0").contains(row.get(3)))
                .map(row -> test(row, () -> assertRun(row)))
                .toList();
    }

    private static void assertRun(List<String> row) {
        WalSegmentName first = WalSegmentName.parse(row.get(0)).orElseThrow();
        WalSegmentName last = WalSegmentName.parse(row.get(1)).orElseThrow();
        SegmentSize size = new SegmentSize(Long.parseLong(row.get(3)));
        boolean skipFF = !row.get(2).equals("None") && Integer.parseInt(row.get(2)) < 90300;

        if (row.get(4).equals("error")) {
            assertThatIllegalArgumentException().isThrownBy(() -> WalSegmentName.through(first, last, size, skipFF));
        } else {
            assertThat(names(WalSegmentName.through(first, last, size, skipFF))).isEqualTo(row.get(5));
        }
    }

    private static String names(Iterable<WalSegmentName> run) {
        List<String> names = new ArrayList<>();
        for (Iterator<WalSegmentName> iterator = run.iterator(); iterator.hasNext(); ) {
            names.add(iterator.next().toString());
        }
        return String.join(" ", names);
    }

    private static DynamicTest test(List<String> row, Executable body) {
        return DynamicTest.dynamicTest(String.join(" ", row.subList(0, 2)), body);
    }
}
