package org.barman4j.wal.trim;

import java.util.List;
import java.util.Set;
import org.barman4j.wal.WalLine;

/**
 * Which files of the archive stay.
 *
 * @param first the segment from which on everything stays; names are compared as texts, as Barman does
 * @param timelines of which everything stays
 * @param ranges of which everything stays
 */
public record TrimRule(String first, Set<Integer> timelines, List<Range> ranges) {
    private static final int SEGMENT_LENGTH = 24;
    private static final int TIMELINE_LENGTH = 8;
    private static final int HEXADECIMAL = 16;

    public TrimRule {
        timelines = Set.copyOf(timelines);
        ranges = List.copyOf(ranges);
    }

    /** The segments from one to another, both included. */
    public record Range(String first, String last) {
        boolean contains(String segment) {
            return segment.compareTo(first) >= 0 && segment.compareTo(last) <= 0;
        }
    }

    /** Whether the file of a line stays. History files do, and so does whatever can't be understood. */
    public boolean keeps(WalLine line) {
        if (line.kind() == WalLine.Kind.INVALID || line.kind() == WalLine.Kind.HISTORY) {
            return true;
        }
        String name = line.name();
        if (name.compareTo(first) >= 0) {
            return true;
        }
        String segment = name.substring(0, SEGMENT_LENGTH);
        int timeline = Integer.parseUnsignedInt(name.substring(0, TIMELINE_LENGTH), HEXADECIMAL);
        return timelines.contains(timeline) || ranges.stream().anyMatch(range -> range.contains(segment));
    }
}
