package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Expected texts are those of Barman's {@code pretty_size}. */
class ByteSizeTest {
    @Test
    void printsWholeBytesBelowOneKibibyte() {
        assertThat(ByteSize.pretty(0)).isEqualTo("0 B");
        assertThat(ByteSize.pretty(1023)).isEqualTo("1023 B");
        assertThat(ByteSize.pretty(1023.99)).isEqualTo("1023 B");
        assertThat(ByteSize.pretty(-0.5)).isEqualTo("0 B");
    }

    @Test
    void printsOneDecimalInLargerUnits() {
        assertThat(ByteSize.pretty(1024)).isEqualTo("1.0 KiB");
        assertThat(ByteSize.pretty(23383244)).isEqualTo("22.3 MiB");
        assertThat(ByteSize.pretty(20031234.567)).isEqualTo("19.1 MiB");
        assertThat(ByteSize.pretty(1_000_000_000_000_000_000L)).isEqualTo("888.2 PiB");
        assertThat(ByteSize.pretty(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
    }

    @Test
    void roundsHalvesToTheEvenDigit() {
        assertThat(ByteSize.pretty(1280)).isEqualTo("1.2 KiB");
        assertThat(ByteSize.pretty(1792)).isEqualTo("1.8 KiB");
        assertThat(ByteSize.pretty(1048524.8)).isEqualTo("1024.0 KiB");
    }

    @Test
    void keepsTheSign() {
        assertThat(ByteSize.pretty(-1536)).isEqualTo("-1.5 KiB");
        assertThat(ByteSize.pretty(-1)).isEqualTo("-1 B");
    }

    @Test
    void staysWithTheLargestUnit() {
        assertThat(ByteSize.pretty(Math.pow(1024, 8) * 3000)).isEqualTo("3000.0 YiB");
        assertThat(ByteSize.pretty(Double.POSITIVE_INFINITY)).isEqualTo("inf YiB");
        assertThat(ByteSize.pretty(Double.NaN)).isEqualTo("nan YiB");
    }

    @Property
    void showsTheSameForALongAndForItsDouble(@ForAll @LongRange(min = 0, max = 1L << 53) long bytes) {
        assertThat(ByteSize.pretty(bytes)).isEqualTo(ByteSize.pretty((double) bytes));
        assertThat(ByteSize.pretty(-bytes).replace("-", "")).isEqualTo(ByteSize.pretty(bytes));
    }
}
