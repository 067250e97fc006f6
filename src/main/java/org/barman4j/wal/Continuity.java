package org.barman4j.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalSegmentName;

/** Finds the segments without which WAL can't be replayed from a backup on. Pure: it looks only at what it is given. */
public final class Continuity {
    private final SegmentSet archived;
    private final SegmentSize size;
    private final Map<Integer, TimelineHistory> histories;

    /** @param histories what is known of how timelines came to be, by timeline */
    public Continuity(SegmentSet archived, SegmentSize size, Map<Integer, TimelineHistory> histories) {
        this.archived = archived;
        this.size = size;
        this.histories = Map.copyOf(histories);
    }

    /**
     * A hole.
     *
     * @param first the first segment that is missing
     * @param before the segment behind the hole that is there, or with which another timeline goes on
     */
    public record Gap(WalSegmentName first, WalSegmentName before) {}

    /** The first hole on each timeline, from the segment on that a backup begins with. */
    public List<Gap> from(WalSegmentName begin) {
        List<Gap> gaps = new ArrayList<>();
        for (int timeline : archived.timelinesFrom(begin.timeline())) {
            gapOn(timeline, begin).ifPresent(gaps::add);
        }
        return gaps;
    }

    private Optional<Gap> gapOn(int timeline, WalSegmentName begin) {
        WalSegmentName first = timeline == begin.timeline() ? begin : start(timeline, begin);
        WalSegmentName expected = first;
        Optional<WalSegmentName> present = archived.from(expected);
        while (present.isPresent() && present.get().equals(expected)) {
            expected = expected.next(size);
            present = archived.from(expected);
        }
        if (present.isPresent()) {
            return Optional.of(new Gap(expected, present.get()));
        }
        return expected.equals(first) ? Optional.empty() : beforeTheFork(timeline, expected);
    }

    /** Where a timeline begins, if it can be reached from the backup; otherwise with what there is of it. */
    private WalSegmentName start(int timeline, WalSegmentName begin) {
        WalSegmentName all = new WalSegmentName(timeline, 0, 0);
        Optional<WalSegmentName> fork = fork(timeline).map(last -> segment(last.switchPoint(), timeline));
        boolean reachable = fork.filter(segment -> segment.start(size).compareTo(begin.start(size)) >= 0)
                .isPresent();
        return reachable ? fork.get() : archived.from(all).orElse(all);
    }

    /** Whether a timeline ends before the point at which a later one left it. */
    private Optional<Gap> beforeTheFork(int timeline, WalSegmentName missing) {
        for (int child : archived.timelinesFrom(timeline + 1)) {
            Optional<TimelineHistory.Fork> fork = fork(child).filter(last -> last.parentTimeline() == timeline);
            if (fork.isPresent()) {
                WalSegmentName next = segment(fork.get().switchPoint(), child);
                if (next.start(size).compareTo(missing.start(size)) > 0) {
                    return Optional.of(new Gap(missing, next));
                }
            }
        }
        return Optional.empty();
    }

    /** The point at which a timeline left its parent. */
    private Optional<TimelineHistory.Fork> fork(int timeline) {
        return Optional.ofNullable(histories.get(timeline))
                .map(history -> history.forks().get(history.forks().size() - 1));
    }

    private WalSegmentName segment(Lsn position, int timeline) {
        return WalSegmentName.containing(position, timeline, size);
    }
}
