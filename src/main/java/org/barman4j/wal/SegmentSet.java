package org.barman4j.wal;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.barman4j.xlog.WalSegmentName;

/** Which segments there are: a million of them in a few megabytes. */
public final class SegmentSet {
    private static final int HASH_DIRECTORY = 16;

    private final TreeMap<Integer, Positions> timelines = new TreeMap<>(Integer::compareUnsigned);

    /** What lies in the directories of the archive. */
    public static SegmentSet present(Path walsDirectory) {
        SegmentSet set = new SegmentSet();
        File[] directories = walsDirectory.toFile().listFiles((parent, name) -> name.length() == HASH_DIRECTORY);
        for (File directory : directories == null ? new File[0] : directories) {
            String[] names = directory.list();
            for (String name : names == null ? new String[0] : names) {
                WalSegmentName.parse(name).ifPresent(set::add);
            }
        }
        return set;
    }

    public void add(WalSegmentName name) {
        add(name.timeline(), position(name));
    }

    /** Adds the segment of a line of the catalogue, if it is about one. */
    public void add(WalLine line) {
        if (line.kind() == WalLine.Kind.SEGMENT) {
            add(line.timeline(), line.position());
        }
    }

    private void add(int timeline, long position) {
        timelines.computeIfAbsent(timeline, unused -> new Positions()).add(position);
    }

    /** The timelines from one on, in order. */
    Iterable<Integer> timelinesFrom(int first) {
        return timelines.tailMap(first, true).keySet();
    }

    public boolean contains(WalSegmentName name) {
        Positions positions = timelines.get(name.timeline());
        return positions != null && Arrays.binarySearch(positions.sorted(), position(name)) >= 0;
    }

    /** The first segment of a timeline that is not before the given one. */
    Optional<WalSegmentName> from(WalSegmentName name) {
        Positions positions = timelines.get(name.timeline());
        if (positions == null) {
            return Optional.empty();
        }
        long[] sorted = positions.sorted();
        int index = Arrays.binarySearch(sorted, position(name));
        int at = index < 0 ? -index - 1 : index;
        return at < sorted.length ? Optional.of(name(name.timeline(), sorted[at])) : Optional.empty();
    }

    /** The last segment of a timeline. */
    public Optional<WalSegmentName> last(int timeline) {
        Positions positions = timelines.get(timeline);
        return positions == null
                ? Optional.empty()
                : Optional.of(name(timeline, positions.sorted()[positions.sorted().length - 1]));
    }

    /** The first segment that this one has and the other has not. */
    public Optional<WalSegmentName> firstNotIn(SegmentSet other) {
        for (Map.Entry<Integer, Positions> entry : timelines.entrySet()) {
            Positions theirs = other.timelines.get(entry.getKey());
            long[] present = theirs == null ? new long[0] : theirs.sorted();
            for (long position : entry.getValue().sorted()) {
                if (Arrays.binarySearch(present, position) < 0) {
                    return Optional.of(name(entry.getKey(), position));
                }
            }
        }
        return Optional.empty();
    }

    /** A segment that was added more than once. */
    public Optional<WalSegmentName> firstTwice() {
        for (Map.Entry<Integer, Positions> entry : timelines.entrySet()) {
            long[] sorted = entry.getValue().sorted();
            for (int i = 1; i < sorted.length; i++) {
                if (sorted[i] == sorted[i - 1]) {
                    return Optional.of(name(entry.getKey(), sorted[i]));
                }
            }
        }
        return Optional.empty();
    }

    private static long position(WalSegmentName name) {
        return ((long) name.log() << Integer.SIZE) | Integer.toUnsignedLong(name.segment());
    }

    private static WalSegmentName name(int timeline, long position) {
        return new WalSegmentName(timeline, (int) (position >>> Integer.SIZE), (int) position);
    }

    /** Positions on one timeline; logs beyond half of all there can be, which no server reaches, would sort wrongly. */
    private static final class Positions {
        private long[] values = new long[64];
        private int size;
        private boolean sorted = true;

        void add(long position) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            sorted &= size == 0 || values[size - 1] <= position;
            values[size++] = position;
        }

        long[] sorted() {
            if (!sorted) {
                Arrays.sort(values, 0, size);
                sorted = true;
            }
            if (size < values.length) {
                values = Arrays.copyOf(values, size);
            }
            return values;
        }
    }
}
