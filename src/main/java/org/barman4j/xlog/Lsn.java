package org.barman4j.xlog;

import java.util.Locale;
import java.util.Optional;

/** A position in the WAL. The value is unsigned, and so is the order. */
public record Lsn(long value) implements Comparable<Lsn> {
    /** Reads {@code 16/B374D848}, in either case. */
    public static Optional<Lsn> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !isHalf(text, 0, slash) || !isHalf(text, slash + 1, text.length())) {
            return Optional.empty();
        }
        long high = HexDigits.parse(text, 0, slash);
        long low = Integer.toUnsignedLong(HexDigits.parse(text, slash + 1, text.length()));
        return Optional.of(new Lsn((high << Integer.SIZE) | low));
    }

    /**
     * Reads a position where there must be one.
     *
     * @throws IllegalArgumentException if there is none, quoting the text
     */
    public static Lsn parseRequired(String text) {
        Optional<Lsn> lsn = parse(text);
        if (lsn.isEmpty()) {
            throw new IllegalArgumentException("invalid LSN: '" + text + "'");
        }
        return lsn.get();
    }

    private static boolean isHalf(String text, int start, int end) {
        return end - start <= HexDigits.FIELD && HexDigits.areAt(text, start, end);
    }

    /** The bytes from the other position to this one, negative if the other is ahead. */
    public long minus(Lsn other) {
        return value - other.value;
    }

    /** Written out, as {@code hashCode}: the first use of a generated one costs milliseconds that start-up can't spare. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Lsn lsn && value == lsn.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        String high = Long.toHexString(value >>> Integer.SIZE);
        String low = Integer.toHexString((int) value);
        return high.concat("/").concat(low).toUpperCase(Locale.ROOT);
    }
}
