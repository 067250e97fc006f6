package org.barman4j.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floating point numbers as Python's {@code repr} writes them. */
public final class PythonFloat {
    /** Any two decimals with this many digits are different doubles, so nothing shorter has to be tried. */
    private static final int ALWAYS_DISTINCT = 15;

    /** No double needs more digits to be told from its neighbours. */
    private static final int ALWAYS_ENOUGH = 17;

    private PythonFloat() {}

    /**
     * The fewest digits that read back as the same number, and among those the nearest to it.
     *
     * <p>{@link Double#toString(double)} does not promise this before JDK 19: JDK 17 prints {@code 2e23} as
     * {@code 1.9999999999999998E23}.
     */
    public static String print(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Math.copySign(1.0, value) < 0 ? "-" : "";
        return sign.concat(printMagnitude(Math.abs(value)));
    }

    private static String printMagnitude(double value) {
        if (value < 1e15 && value == Math.rint(value)) {
            return Long.toString((long) value).concat(".0");
        }
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - shortest.scale() - 1;
        if (exponent < -4 || exponent >= 16) {
            return scientific(digits, exponent);
        }
        String plain = shortest.toPlainString();
        return plain.indexOf('.') < 0 ? plain.concat(".0") : plain;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int digits = value < Double.MIN_NORMAL ? 1 : ALWAYS_DISTINCT;
        while (digits < ALWAYS_ENOUGH) {
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (nearest.doubleValue() == value) {
                return nearest;
            }
            // Just above a power of two there is more room than below, so the farther neighbour can be the right one.
            RoundingMode otherWay = nearest.compareTo(exact) < 0 ? RoundingMode.UP : RoundingMode.DOWN;
            BigDecimal other = exact.round(new MathContext(digits, otherWay));
            if (other.doubleValue() == value) {
                return other;
            }
            digits++;
        }
        return exact.round(new MathContext(ALWAYS_ENOUGH, RoundingMode.HALF_EVEN));
    }

    private static String scientific(String digits, int exponent) {
        StringBuilder out = new StringBuilder().append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append('e').append(exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            out.append('0');
        }
        return out.append(magnitude).toString();
    }
}
