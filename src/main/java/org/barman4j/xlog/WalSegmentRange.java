package org.barman4j.xlog;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** A run of segments on one timeline, counted up on demand. */
final class WalSegmentRange implements Iterable<WalSegmentName> {
    private final WalSegmentName first;
    private final WalSegmentName last;
    private final SegmentSize size;
    private final boolean skipLastOfLog;

    WalSegmentRange(WalSegmentName first, WalSegmentName last, SegmentSize size, boolean skipLastOfLog) {
        if (first.timeline() != last.timeline()) {
            throw new IllegalArgumentException(
                    "WAL segments " + first + " and " + last + " are on different timelines");
        }
        this.first = first;
        this.last = last;
        this.size = size;
        this.skipLastOfLog = skipLastOfLog;
    }

    @Override
    public Iterator<WalSegmentName> iterator() {
        return new Iterator<>() {
            private WalSegmentName current = first;
            private boolean more = first.compareTo(last) <= 0;

            @Override
            public boolean hasNext() {
                return more;
            }

            @Override
            public WalSegmentName next() {
                if (!more) {
                    throw new NoSuchElementException();
                }
                WalSegmentName result = current;
                advance();
                return result;
            }

            /** Doesn't count beyond the last, which may be the last segment there can be. */
            private void advance() {
                more = current.compareTo(last) < 0;
                if (more) {
                    current = following(current);
                    more = current.compareTo(last) <= 0;
                }
            }
        };
    }

    private WalSegmentName following(WalSegmentName name) {
        WalSegmentName next = name.next(size);
        return skipLastOfLog && next.segment() == size.segmentsPerLog() - 1 ? next.next(size) : next;
    }
}
