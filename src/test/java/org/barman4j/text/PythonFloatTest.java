package org.barman4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Expected texts are Python's {@code repr}. */
class PythonFloatTest {
    @Test
    void printsPlainDecimals() {
        assertThat(PythonFloat.print(0.1)).isEqualTo("0.1");
        assertThat(PythonFloat.print(-2.5)).isEqualTo("-2.5");
        assertThat(PythonFloat.print(1.0 / 3)).isEqualTo("0.3333333333333333");
        assertThat(PythonFloat.print(1795194091.875557)).isEqualTo("1795194091.875557");
        assertThat(PythonFloat.print(0.0001)).isEqualTo("0.0001");
        assertThat(PythonFloat.print(999999999999999.9)).isEqualTo("999999999999999.9");
    }

    @Test
    void givesWholeNumbersAFraction() {
        assertThat(PythonFloat.print(0.0)).isEqualTo("0.0");
        assertThat(PythonFloat.print(-0.0)).isEqualTo("-0.0");
        assertThat(PythonFloat.print(100)).isEqualTo("100.0");
        assertThat(PythonFloat.print(1e15)).isEqualTo("1000000000000000.0");
        assertThat(PythonFloat.print(9999999999999998.0)).isEqualTo("9999999999999998.0");
    }

    @Test
    void printsExponentsWithTwoDigits() {
        assertThat(PythonFloat.print(1e16)).isEqualTo("1e+16");
        assertThat(PythonFloat.print(1e-5)).isEqualTo("1e-05");
        assertThat(PythonFloat.print(1.5e300)).isEqualTo("1.5e+300");
        assertThat(PythonFloat.print(123456789012345680.0)).isEqualTo("1.2345678901234568e+17");
        assertThat(PythonFloat.print(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    }

    @Test
    void findsTheShortestDigitsWhereTheJdkDoesNot() {
        assertThat(PythonFloat.print(Double.parseDouble("2e23"))).isEqualTo("2e+23");
        assertThat(PythonFloat.print(Double.parseDouble("1e23"))).isEqualTo("1e+23");
        assertThat(PythonFloat.print(Double.parseDouble("8.41e21"))).isEqualTo("8.41e+21");
    }

    @Test
    void looksOnBothSidesOfAPowerOfTwo() {
        assertThat(PythonFloat.print(Math.scalb(1.0, -44))).isEqualTo("5.684341886080802e-14");
    }

    @Test
    void printsTheSmallestNumbersShort() {
        assertThat(PythonFloat.print(Double.MIN_VALUE)).isEqualTo("5e-324");
        assertThat(PythonFloat.print(2.2e-322)).isEqualTo("2.2e-322");
        assertThat(PythonFloat.print(Double.MIN_NORMAL)).isEqualTo("2.2250738585072014e-308");
    }

    @Test
    void namesWhatIsNoNumber() {
        assertThat(PythonFloat.print(Double.NaN)).isEqualTo("nan");
        assertThat(PythonFloat.print(Double.POSITIVE_INFINITY)).isEqualTo("inf");
        assertThat(PythonFloat.print(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    }

    @Property
    void readsBackAsTheSameNumberAndIsNeverLongerThanTheJdksText(@ForAll double value) {
        String text = PythonFloat.print(value);

        assertThat(Double.parseDouble(text)).isEqualTo(value);
        assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
    }

    private static int digits(String number) {
        return new BigDecimal(number).stripTrailingZeros().precision();
    }
}
