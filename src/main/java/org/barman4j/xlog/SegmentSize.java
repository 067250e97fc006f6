package org.barman4j.xlog;

/** The size of a cluster's WAL segments: a power of two from 1 MiB to 1 GiB. */
public record SegmentSize(long bytes) {
    /** What initdb chooses unless told otherwise, and all that releases before 11 had. */
    public static final SegmentSize DEFAULT = new SegmentSize(16L << 20);

    private static final long SMALLEST = 1L << 20;
    private static final long LARGEST = 1L << 30;
    private static final long LOG_BYTES = 1L << 32;

    public SegmentSize {
        if (bytes < SMALLEST || bytes > LARGEST || Long.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("a WAL segment cannot have " + bytes + " bytes");
        }
    }

    /** How many segments a log has. Barman's constant of the same meaning is one less: the last segment's number. */
    public int segmentsPerLog() {
        return (int) (LOG_BYTES / bytes);
    }
}
