package org.barman4j.wal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.barman4j.xlog.WalSegmentName;

/**
 * Adds up the WAL of many backups while the catalogue is read once.
 *
 * <p>Barman reads the catalogue again for each backup. Here the backups wait in the order of their first segment, and a
 * line looks only at those that it can belong to: the ones that have begun and whose limit has not been passed. A limit
 * once passed ends a backup's account, even if smaller segments follow later in the file, since Barman stops reading
 * there.
 */
public final class WalAccount implements XlogDb.Visitor {
    private final List<Entry> all = new ArrayList<>();
    private final List<Entry> open = new ArrayList<>();
    private String invalid = "";
    private boolean sorted;

    /** Opens an account and returns its number, which is that of accounts opened before. */
    public int open(WalRange range) {
        Entry entry = new Entry(range);
        all.add(entry);
        open.add(entry);
        return all.size() - 1;
    }

    @Override
    public void line(WalLine line) {
        if (line.kind() == WalLine.Kind.INVALID && invalid.isEmpty()) {
            invalid = line.name();
        }
        if (line.kind() != WalLine.Kind.SEGMENT) {
            return;
        }
        if (!sorted) {
            open.sort(Comparator.comparing(entry -> entry.range.begin()));
            sorted = true;
        }
        int timeline = line.timeline();
        long position = line.position();
        for (int i = 0; i < open.size() && open.get(i).begin.compare(timeline, position) <= 0; i++) {
            Entry entry = open.get(i);
            if (Integer.compareUnsigned(timeline, entry.begin.timeline) <= 0) {
                if (entry.limit.compare(timeline, position) < 0) {
                    open.remove(i);
                    i--;
                } else {
                    entry.add(line);
                }
            }
        }
    }

    /** What an account came to. */
    public WalUsage usage(int number) {
        return all.get(number).usage();
    }

    /** The first name in the catalogue that is that of no WAL file; empty if all were fine. */
    public String invalidName() {
        return invalid;
    }

    /** A segment as two numbers, compared without objects. */
    private record Point(int timeline, long position) {
        static Point of(WalSegmentName name) {
            return new Point(name.timeline(), ((long) name.log() << 32) | (name.segment() & 0xFFFF_FFFFL));
        }

        int compare(int otherTimeline, long otherPosition) {
            int byTimeline = Integer.compareUnsigned(timeline, otherTimeline);
            return byTimeline == 0 ? Long.compareUnsigned(position, otherPosition) : byTimeline;
        }
    }

    private static final class Entry {
        private final WalRange range;
        private final Point begin;
        private final Point end;
        private final Point limit;
        private int required;
        private long requiredSize;
        private int following;
        private long followingSize;
        private boolean hasFirst;
        private double firstTime;
        private byte[] last = new byte[128];
        private int lastLength;

        Entry(WalRange range) {
            this.range = range;
            this.begin = Point.of(range.begin());
            this.end = Point.of(range.end());
            this.limit = Point.of(range.limit());
        }

        void add(WalLine line) {
            if (begin.compare(line.timeline(), line.position()) == 0) {
                hasFirst = true;
                firstTime = line.time();
            }
            if (end.compare(line.timeline(), line.position()) >= 0) {
                required++;
                requiredSize += line.size();
            } else {
                following++;
                followingSize += line.size();
            }
            last = line.copyTo(last); // understood only at the end: nearly every copy is overwritten by the next
            lastLength = line.length();
        }

        WalUsage usage() {
            if (lastLength == 0) {
                return WalUsage.NONE;
            }
            WalLine line = new WalLine();
            line.set(last, 0, lastLength);
            return new WalUsage(
                    required,
                    requiredSize,
                    following,
                    followingSize,
                    hasFirst,
                    line.name(),
                    line.time(),
                    hasFirst ? line.time() - firstTime : 0);
        }
    }
}
