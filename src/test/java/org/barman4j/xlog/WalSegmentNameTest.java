package org.barman4j.xlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalSegmentNameTest {
    private static final SegmentSize SMALLEST = new SegmentSize(1 << 20);
    private static final SegmentSize LARGEST = new SegmentSize(1 << 30);

    @Test
    void readsThreeFieldsInEitherCase() {
        assertThat(WalSegmentName.parse("0000000A0000000B0000000C")).contains(new WalSegmentName(10, 11, 12));
        assertThat(WalSegmentName.parse("0000000a0000000b0000000c")).contains(new WalSegmentName(10, 11, 12));
        assertThat(WalSegmentName.parse("FFFFFFFF00000000FFFFFFFF")).contains(new WalSegmentName(-1, 0, -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000001000000000000001",
                "0000000100000000000000010",
                "00000001000000000000000G",
                "+00000010000000000000001",
                " 00000010000000000000001",
                "00000001000000000000000\n",
                "000000010000000000000001.partial",
                "٠00000010000000000000001"
            })
    void findsNoSegmentInOtherText(String text) {
        assertThat(WalSegmentName.parse(text)).isEmpty();
    }

    @Test
    void printsUpperCase() {
        assertThat(name("0000000a0000000b000000ff")).hasToString("0000000A0000000B000000FF");
    }

    @Test
    void liesInTheDirectoryOfItsLog() {
        assertThat(name("0000000a0000000b000000ff").hashDirectory()).isEqualTo("0000000A0000000B");
    }

    @Test
    void findsTheSegmentOfAPosition() {
        Lsn lsn = Lsn.parseRequired("7/FFFFFFFF");

        assertThat(WalSegmentName.containing(lsn, 3, SegmentSize.DEFAULT)).isEqualTo(name("0000000300000007000000FF"));
        assertThat(WalSegmentName.containing(lsn, 3, SMALLEST)).isEqualTo(name("000000030000000700000FFF"));
        assertThat(WalSegmentName.containing(lsn, 3, LARGEST)).isEqualTo(name("000000030000000700000003"));
        assertThat(WalSegmentName.containing(new Lsn(-1), -1, SegmentSize.DEFAULT))
                .isEqualTo(name("FFFFFFFFFFFFFFFF000000FF"));
    }

    @Test
    void startsAtItsFirstByte() {
        assertThat(name("0000000300000007000000FF").start(SegmentSize.DEFAULT)).hasToString("7/FF000000");
        assertThat(name("FFFFFFFFFFFFFFFF00000003").start(LARGEST)).hasToString("FFFFFFFF/C0000000");
    }

    @Test
    void countsUpIntoTheNextLog() {
        assertThat(name("0000000100000000000000FE").next(SegmentSize.DEFAULT))
                .isEqualTo(name("0000000100000000000000FF"));
        assertThat(name("0000000100000000000000FF").next(SegmentSize.DEFAULT))
                .isEqualTo(name("000000010000000100000000"));
        assertThat(name("000000010000000000000FFE").next(SMALLEST)).isEqualTo(name("000000010000000000000FFF"));
        assertThat(name("00000001FFFFFFFE00000003").next(LARGEST)).isEqualTo(name("00000001FFFFFFFF00000000"));
    }

    @Test
    void goesOnInTheNextLogAfterANumberThatTheSizeDoesNotHave() {
        assertThat(name("000000010000000000000100").next(SegmentSize.DEFAULT))
                .isEqualTo(name("000000010000000100000000"));
        assertThat(name("0000000100000000FFFFFFFF").next(SegmentSize.DEFAULT))
                .isEqualTo(name("000000010000000100000000"));
    }

    @Test
    void countsDownIntoThePreviousLog() {
        assertThat(name("000000010000000100000001").previous(SegmentSize.DEFAULT))
                .isEqualTo(name("000000010000000100000000"));
        assertThat(name("000000010000000100000000").previous(SegmentSize.DEFAULT))
                .isEqualTo(name("0000000100000000000000FF"));
        assertThat(name("000000010000000100000000").previous(SMALLEST)).isEqualTo(name("000000010000000000000FFF"));
    }

    @Test
    void hasNothingBeforeTheFirstAndBehindTheLast() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> name("000000010000000000000000").previous(SegmentSize.DEFAULT))
                .withMessage("no WAL segment precedes 000000010000000000000000");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> name("00000001FFFFFFFF000000FF").next(SegmentSize.DEFAULT))
                .withMessage("no WAL segment follows 00000001FFFFFFFF000000FF");
    }

    @Test
    void runsFromTheFirstThroughTheLast() {
        assertThat(through("0000000100000000000000FE", "000000010000000100000001", false))
                .containsExactly(
                        "0000000100000000000000FE",
                        "0000000100000000000000FF",
                        "000000010000000100000000",
                        "000000010000000100000001");
        assertThat(through("000000010000000000000001", "000000010000000000000001", false))
                .containsExactly("000000010000000000000001");
        assertThat(through("000000010000000000000002", "000000010000000000000001", false))
                .isEmpty();
    }

    @Test
    void runsUpToTheLastSegmentThereIs() {
        assertThat(through("00000001FFFFFFFF000000FE", "00000001FFFFFFFF000000FF", false))
                .containsExactly("00000001FFFFFFFF000000FE", "00000001FFFFFFFF000000FF");
    }

    @Test
    void leavesOutTheLastSegmentOfALogForOldServers() {
        assertThat(through("0000000100000000000000FE", "000000010000000100000000", true))
                .containsExactly("0000000100000000000000FE", "000000010000000100000000");
        assertThat(through("0000000100000000000000FE", "0000000100000000000000FF", true))
                .containsExactly("0000000100000000000000FE");
        assertThat(through("0000000100000000000000FF", "000000010000000100000000", true))
                .containsExactly("0000000100000000000000FF", "000000010000000100000000");
    }

    @Test
    void refusesARunAcrossTimelines() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> through("000000010000000000000001", "000000020000000000000001", false))
                .withMessageContainingAll("000000010000000000000001", "000000020000000000000001");
    }

    @Test
    void endsARunForGood() {
        Iterator<WalSegmentName> run = WalSegmentName.through(
                        name("000000010000000000000001"), name("000000010000000000000001"), SegmentSize.DEFAULT, false)
                .iterator();
        run.next();

        assertThat(run.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(run::next);
    }

    @Property
    void readsBackWhatItPrints(@ForAll int timeline, @ForAll int log, @ForAll int segment) {
        WalSegmentName name = new WalSegmentName(timeline, log, segment);

        assertThat(WalSegmentName.parse(name.toString())).contains(name);
        assertThat(name.toString()).startsWith(name.hashDirectory()).hasSize(24);
    }

    @Property
    void equalsTheSameNumbersOnly(@ForAll int timeline, @ForAll int log, @ForAll int segment) {
        WalSegmentName name = new WalSegmentName(timeline, log, segment);

        assertThat(name)
                .isEqualTo(new WalSegmentName(timeline, log, segment))
                .hasSameHashCodeAs(new WalSegmentName(timeline, log, segment))
                .isNotEqualTo(new WalSegmentName(timeline + 1, log, segment))
                .isNotEqualTo(new WalSegmentName(timeline, log + 1, segment))
                .isNotEqualTo(new WalSegmentName(timeline, log, segment + 1));
    }

    @Property
    void comparesAsItsText(
            @ForAll int timeline, @ForAll int log, @ForAll int segment, @ForAll int log2, @ForAll int segment2) {
        WalSegmentName one = new WalSegmentName(timeline, log, segment);

        for (WalSegmentName other : List.of(
                new WalSegmentName(timeline, log2, segment2),
                new WalSegmentName(timeline, log, segment2),
                new WalSegmentName(segment2, log, segment))) {
            assertThat(Integer.signum(one.compareTo(other)))
                    .isEqualTo(Integer.signum(one.toString().compareTo(other.toString())));
        }
    }

    @Property
    void givesItselfBackAfterNextAndPrevious(
            @ForAll int timeline,
            @ForAll int log,
            @ForAll int segment,
            @ForAll @IntRange(min = 20, max = 30) int power) {
        SegmentSize size = new SegmentSize(1L << power);
        WalSegmentName name = new WalSegmentName(timeline, log, segment & (size.segmentsPerLog() - 1));
        Assume.that(log != 0 && log != -1);

        assertThat(name.next(size).previous(size)).isEqualTo(name);
        assertThat(name.previous(size).next(size)).isEqualTo(name);
        assertThat(name.next(size).start(size).minus(name.start(size))).isEqualTo(size.bytes());
    }

    @Property
    void containsThePositionsFromItsStartOn(
            @ForAll long position, @ForAll int timeline, @ForAll @IntRange(min = 20, max = 30) int power) {
        SegmentSize size = new SegmentSize(1L << power);
        Lsn lsn = new Lsn(position);

        WalSegmentName name = WalSegmentName.containing(lsn, timeline, size);

        assertThat(lsn.minus(name.start(size))).isBetween(0L, size.bytes() - 1);
        assertThat(WalSegmentName.containing(name.start(size), timeline, size)).isEqualTo(name);
    }

    private static WalSegmentName name(String text) {
        return WalSegmentName.parse(text).orElseThrow();
    }

    private static List<String> through(String first, String last, boolean skipFF) {
        List<String> names = new ArrayList<>();
        for (WalSegmentName name : WalSegmentName.through(name(first), name(last), SegmentSize.DEFAULT, skipFF)) {
            names.add(name.toString());
        }
        return names;
    }
}
