package org.barman4j.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Ratios for people: {@code 99.90%}. */
public final class Percent {
    private Percent() {}

    /** The ratio times one hundred with two decimals. A tiny negative ratio is {@code -0.00%}. */
    public static String of(double ratio) {
        double percent = ratio * 100;
        if (Double.isNaN(percent) || Double.isInfinite(percent)) {
            return PythonFloat.print(percent).concat("%");
        }
        String sign = Math.copySign(1.0, percent) < 0 ? "-" : "";
        BigDecimal rounded = new BigDecimal(Math.abs(percent)).setScale(2, RoundingMode.HALF_EVEN);
        return sign.concat(rounded.toPlainString()).concat("%");
    }
}
