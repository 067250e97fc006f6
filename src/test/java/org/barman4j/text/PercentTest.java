package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected texts are those of Python's {@code "{:.2%}".format}. */
class PercentTest {
    @Test
    void printsTwoDecimals() {
        assertThat(Percent.of(0.999)).isEqualTo("99.90%");
        assertThat(Percent.of(2.0 / 3)).isEqualTo("66.67%");
        assertThat(Percent.of(1)).isEqualTo("100.00%");
        assertThat(Percent.of(12.5)).isEqualTo("1250.00%");
        assertThat(Percent.of(-0.5)).isEqualTo("-50.00%");
    }

    @Test
    void roundsTheExactBinaryValue() {
        assertThat(Percent.of(0.00125)).isEqualTo("0.12%");
        assertThat(Percent.of(0.00005)).isEqualTo("0.01%");
        assertThat(Percent.of(0.000025)).isEqualTo("0.00%");
    }

    @Test
    void keepsTheSignOfNothing() {
        assertThat(Percent.of(-0.00001)).isEqualTo("-0.00%");
        assertThat(Percent.of(-0.0)).isEqualTo("-0.00%");
        assertThat(Percent.of(0)).isEqualTo("0.00%");
    }

    @Test
    void namesWhatIsNoNumber() {
        assertThat(Percent.of(Double.NaN)).isEqualTo("nan%");
        assertThat(Percent.of(Double.POSITIVE_INFINITY)).isEqualTo("inf%");
    }
}
