package org.barman4j.xlog;

import java.util.Optional;

/**
 * The name of a WAL segment. Names compare as their texts do: by timeline, log and segment, all unsigned.
 *
 * <p>The name doesn't know the segment size, so it may hold a segment number that the size in question doesn't have.
 */
public record WalSegmentName(int timeline, int log, int segment) implements Comparable<WalSegmentName> {
    /** The digits of a name. */
    public static final int LENGTH = 3 * HexDigits.FIELD;

    /** Reads 24 hexadecimal digits of either case; nothing for any other file that PostgreSQL archives. */
    public static Optional<WalSegmentName> parse(String text) {
        if (text.length() != LENGTH || !HexDigits.areAt(text, 0, LENGTH)) {
            return Optional.empty();
        }
        return Optional.of(new WalSegmentName(
                HexDigits.parse(text, 0, HexDigits.FIELD),
                HexDigits.parse(text, HexDigits.FIELD, 2 * HexDigits.FIELD),
                HexDigits.parse(text, 2 * HexDigits.FIELD, LENGTH)));
    }

    /** The segment that the byte at this position is in. */
    public static WalSegmentName containing(Lsn lsn, int timeline, SegmentSize size) {
        int log = (int) (lsn.value() >>> Integer.SIZE);
        int segment = (int) ((lsn.value() & 0xFFFFFFFFL) / size.bytes());
        return new WalSegmentName(timeline, log, segment);
    }

    /**
     * The segments from the first to the last, both included; none if the last comes before the first. They are
     * counted up while one iterates, so a range may be long.
     *
     * @param skipFF whether to leave out the last segment of each log, as PostgreSQL did before 9.3
     * @throws IllegalArgumentException if the two are on different timelines
     */
    public static Iterable<WalSegmentName> through(
            WalSegmentName first, WalSegmentName last, SegmentSize size, boolean skipFF) {
        return new WalSegmentRange(first, last, size, skipFF);
    }

    /**
     * The segment behind this one.
     *
     * @throws ArithmeticException if this is the last segment of all
     */
    public WalSegmentName next(SegmentSize size) {
        if (Integer.compareUnsigned(segment, size.segmentsPerLog() - 1) < 0) {
            return new WalSegmentName(timeline, log, segment + 1);
        }
        if (log == 0xFFFFFFFF) {
            throw new ArithmeticException("no WAL segment follows " + this);
        }
        return new WalSegmentName(timeline, log + 1, 0);
    }

    /**
     * The segment before this one.
     *
     * @throws ArithmeticException if this is the first segment of all
     */
    public WalSegmentName previous(SegmentSize size) {
        if (segment != 0) {
            return new WalSegmentName(timeline, log, segment - 1);
        }
        if (log == 0) {
            throw new ArithmeticException("no WAL segment precedes " + this);
        }
        return new WalSegmentName(timeline, log - 1, size.segmentsPerLog() - 1);
    }

    /** The position of the first byte in the segment. */
    public Lsn start(SegmentSize size) {
        return new Lsn(((long) log << Integer.SIZE) + Integer.toUnsignedLong(segment) * size.bytes());
    }

    /** The directory of the archive that the segment belongs in. */
    public String hashDirectory() {
        StringBuilder out = new StringBuilder(2 * HexDigits.FIELD);
        HexDigits.append(out, timeline);
        HexDigits.append(out, log);
        return out.toString();
    }

    /** Written out, as {@code hashCode}: the first use of a generated one costs milliseconds that start-up can't spare. */
    @Override
    public boolean equals(Object other) {
        return other instanceof WalSegmentName name
                && timeline == name.timeline
                && log == name.log
                && segment == name.segment;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * timeline + log) + segment;
    }

    @Override
    public int compareTo(WalSegmentName other) {
        int order = Integer.compareUnsigned(timeline, other.timeline);
        if (order == 0) {
            order = Integer.compareUnsigned(log, other.log);
        }
        return order == 0 ? Integer.compareUnsigned(segment, other.segment) : order;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(LENGTH);
        HexDigits.append(out, timeline);
        HexDigits.append(out, log);
        HexDigits.append(out, segment);
        return out.toString();
    }
}
