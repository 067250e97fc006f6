package org.barman4j.wal;

import java.util.Optional;
import org.barman4j.xlog.SegmentSize;

/**
 * The WAL that belongs to one backup: the segments that make it consistent, and those after it until the next backup.
 *
 * @param required how many segments the backup itself needs and has
 * @param following how many come after those
 * @param hasFirst whether the first segment that the backup needs is there
 * @param last the last segment of them all; empty if there is none
 * @param lastTime when that one was archived, in seconds of the epoch
 * @param seconds the time between the first and the last segment
 */
public record WalUsage(
        int required,
        long requiredSize,
        int following,
        long followingSize,
        boolean hasFirst,
        String last,
        double lastTime,
        double seconds) {
    /** No WAL at all. */
    public static final WalUsage NONE = new WalUsage(0, 0, 0, 0, false, "", 0, 0);

    public Optional<String> lastSegment() {
        return last.isEmpty() ? Optional.empty() : Optional.of(last);
    }

    /** Segments a second, or 0 where that can't be told. */
    public double segmentsPerSecond() {
        return hasFirst && seconds > 0 ? (required + following) / seconds : 0;
    }

    /** The share of the required segments' size that compression saves. */
    public double requiredCompression(SegmentSize size) {
        return hasFirst ? saved(requiredSize, required, size) : 0;
    }

    /** The share of the following segments' size that compression saves. */
    public double followingCompression(SegmentSize size) {
        return hasFirst ? saved(followingSize, following, size) : 0;
    }

    private static double saved(long bytes, int segments, SegmentSize size) {
        return segments == 0 ? 0 : 1 - bytes / (segments * (double) size.bytes());
    }
}
