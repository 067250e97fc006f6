package org.barman4j.xlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {
    @Test
    void readsBothHalvesInEitherCase() {
        assertThat(Lsn.parse("16/B374D848")).contains(new Lsn(0x16B374D848L));
        assertThat(Lsn.parse("a/bcdef012")).contains(new Lsn(0xABCDEF012L));
        assertThat(Lsn.parse("0/0")).contains(new Lsn(0));
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFF")).contains(new Lsn(-1));
        assertThat(Lsn.parse("00000001/00000002")).contains(new Lsn(0x1_0000_0002L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "/",
                "0/",
                "/0",
                "x/y",
                "0/3000028 ",
                " 0/0",
                "0/0/0",
                "+1/0",
                "100000000/0",
                "0/000000000",
                "-1/0"
            })
    void findsNoLsnInOtherText(String text) {
        assertThat(Lsn.parse(text)).isEmpty();
    }

    @Test
    void namesTheTextWhereAnLsnIsRequired() {
        assertThat(Lsn.parseRequired("0/3000028")).isEqualTo(new Lsn(0x3000028));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lsn.parseRequired("zero"))
                .withMessage("invalid LSN: 'zero'");
    }

    @Test
    void printsUpperCaseWithoutLeadingZeros() {
        assertThat(new Lsn(0xABCDEF012L)).hasToString("A/BCDEF012");
        assertThat(new Lsn(0x3000028)).hasToString("0/3000028");
        assertThat(new Lsn(-1)).hasToString("FFFFFFFF/FFFFFFFF");
        assertThat(new Lsn(0x1_0000_0002L)).hasToString("1/2");
    }

    @Test
    void countsTheBytesInBetween() {
        Lsn one = new Lsn(0x2_0000_0000L);
        Lsn other = new Lsn(0x1_FFFF_FF00L);

        assertThat(one.minus(other)).isEqualTo(0x100);
        assertThat(other.minus(one)).isEqualTo(-0x100);
    }

    @Property
    void readsBackWhatItPrints(@ForAll long value) {
        assertThat(Lsn.parse(new Lsn(value).toString())).contains(new Lsn(value));
    }

    @Property
    void equalsTheSameValueOnly(@ForAll long value, @ForAll long other) {
        assertThat(new Lsn(value)).isEqualTo(new Lsn(value)).hasSameHashCodeAs(new Lsn(value));
        assertThat(new Lsn(value).equals(new Lsn(other))).isEqualTo(value == other);
    }

    @Property
    void comparesAsUnsignedNumber(@ForAll long one, @ForAll long other) {
        assertThat(Integer.signum(new Lsn(one).compareTo(new Lsn(other)))).isEqualTo(Long.compareUnsigned(one, other));
    }
}
