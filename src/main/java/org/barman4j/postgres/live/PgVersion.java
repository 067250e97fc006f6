package org.barman4j.postgres.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of PostgreSQL or of one of its programs, as the number that libpq counts with: 150020 is 15.20, and 90624
 * is 9.6.24. A version still in development counts as the first of its line.
 */
public record PgVersion(int number) implements Comparable<PgVersion> {
    /** The oldest server that Barman works with. */
    public static final PgVersion MINIMAL = new PgVersion(90_600);

    /** The first version whose first number alone is the major version. */
    private static final int TEN = 100_000;

    private static final int STEP = 100;
    private static final Pattern FORMAT =
            Pattern.compile("(\\d{1,3})(?:\\.(\\d{1,3}))?(?:\\.(\\d{1,3}))?.*", Pattern.DOTALL);

    /**
     * Reads what a server or a program says of itself, such as {@code 15.20 (Debian 15.20-0)} or {@code 18beta1}.
     *
     * @throws IllegalArgumentException if it does not begin with a version
     */
    public static PgVersion parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a version of PostgreSQL: '" + text + "'");
        }
        int first = Integer.parseInt(parts.group(1));
        int second = part(parts.group(2));
        if (first * STEP * STEP >= TEN) {
            return new PgVersion(first * STEP * STEP + second);
        }
        return new PgVersion((first * STEP + second) * STEP + part(parts.group(3)));
    }

    private static int part(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether it is at least the version with that number. */
    public boolean atLeast(int other) {
        return number >= other;
    }

    /** The version without what changes from one minor release to the next. */
    public PgVersion majorVersion() {
        int unit = number >= TEN ? STEP * STEP : STEP;
        return new PgVersion(number / unit * unit);
    }

    /** The major version as it is spoken of: {@code 15}, or {@code 9.6}. */
    public String major() {
        int first = number / (STEP * STEP);
        return number >= TEN ? Integer.toString(first) : first + "." + number / STEP % STEP;
    }

    @Override
    public int compareTo(PgVersion other) {
        return Integer.compare(number, other.number);
    }

    /** The whole version: {@code 15.20}, or {@code 9.6.24}. */
    @Override
    public String toString() {
        return major() + "." + number % STEP;
    }
}
