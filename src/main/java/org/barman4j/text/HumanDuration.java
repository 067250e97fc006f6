package org.barman4j.text;

import java.time.Duration;

/** Lengths of time, for people and as Python's {@code timedelta} writes them. */
public final class HumanDuration {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long SECONDS_PER_DAY = 86_400;

    /** The most a Python timedelta holds: 999999999 days. */
    private static final double LONGEST_SECONDS = 999_999_999.0 * SECONDS_PER_DAY;

    private HumanDuration() {}

    /** The parts that are not zero, {@code 1 day, 2 seconds}, down to whole seconds. */
    public static String of(Duration duration) {
        Duration length = duration.abs();
        StringBuilder out = new StringBuilder();
        append(out, length.toDaysPart(), "day");
        append(out, length.toHoursPart(), "hour");
        append(out, length.toMinutesPart(), "minute");
        append(out, length.toSecondsPart(), "second");
        if (out.isEmpty()) {
            out.append("less than one second");
        }
        if (duration.isNegative()) {
            out.append(" ago");
        }
        return out.toString();
    }

    /** About how long that is, in a few characters: {@code 45 s}, {@code 5 min}, {@code 2 h 10 min}, {@code 3 d 4 h}. */
    public static String brief(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : Math.max(1, duration.toSeconds()) + " s";
    }

    private static void append(StringBuilder out, long count, String unit) {
        if (count > 0) {
            out.append(out.isEmpty() ? "" : ", ").append(count).append(' ').append(unit);
            out.append(count == 1 ? "" : "s");
        }
    }

    /**
     * That many seconds, to the nearest microsecond, as {@code timedelta(seconds=...)}.
     *
     * @throws IllegalArgumentException if the number is not finite, or longer than Python allows
     */
    public static Duration ofSeconds(double seconds) {
        if (!(Math.abs(seconds) <= LONGEST_SECONDS)) {
            throw new IllegalArgumentException("no duration of " + PythonFloat.print(seconds) + " seconds");
        }
        long whole = (long) seconds;
        long micros = (long) Math.rint((seconds - whole) * MICROS_PER_SECOND);
        return Duration.ofSeconds(whole, micros * NANOS_PER_MICRO);
    }

    /**
     * The text of a timedelta: {@code 4 days, 0:00:00}, and {@code -1 day, 23:59:59} for one second less than nothing.
     * What is below a microsecond is cut off.
     */
    public static String python(Duration duration) {
        long days = Math.floorDiv(duration.getSeconds(), SECONDS_PER_DAY);
        int second = (int) Math.floorMod(duration.getSeconds(), SECONDS_PER_DAY);
        int micros = duration.getNano() / NANOS_PER_MICRO;
        StringBuilder out = new StringBuilder();
        if (days != 0) {
            out.append(days).append(Math.abs(days) == 1 ? " day, " : " days, ");
        }
        out.append(second / 3600);
        PaddedNumber.append(out.append(':'), second / 60 % 60, 2);
        PaddedNumber.append(out.append(':'), second % 60, 2);
        if (micros > 0) {
            PaddedNumber.append(out.append('.'), micros, 6);
        }
        return out.toString();
    }
}
