package org.barman4j.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Sizes for people: {@code 22.3 MiB}. */
public final class ByteSize {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB");
    private static final double STEP = 1024;

    private ByteSize() {}

    /** The size with one decimal in the largest unit that leaves a whole part, or in whole bytes, cut off. */
    public static String pretty(double bytes) {
        double size = bytes;
        int unit = 0;
        while (!(Math.abs(size) < STEP) && unit < UNITS.size() - 1) {
            size /= STEP;
            unit++;
        }
        return number(size, unit).concat(" ").concat(UNITS.get(unit));
    }

    /** As for a double; a size beyond 2^53 loses its last bits on the way, as it does in Barman. */
    public static String pretty(long bytes) {
        return pretty((double) bytes);
    }

    private static String number(double size, int unit) {
        if (Double.isNaN(size) || Double.isInfinite(size)) {
            return PythonFloat.print(size);
        }
        if (unit == 0) {
            return Long.toString((long) size);
        }
        return new BigDecimal(size).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
}
