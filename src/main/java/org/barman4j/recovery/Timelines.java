package org.barman4j.recovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalSegmentName;

/** Which timelines can be reached from a backup. Pure: it looks only at what it is given. */
final class Timelines {
    private final int start;
    private final Lsn end;
    private final Map<Integer, TimelineHistory> histories;

    /**
     * @param start the timeline that the backup ended on
     * @param end where on it the backup ended
     */
    Timelines(int start, Lsn end, Map<Integer, TimelineHistory> histories) {
        this.start = start;
        this.end = end;
        this.histories = Map.copyOf(histories);
    }

    /** The timelines from the backup's to another one, both included, in order; nothing if no way leads there. */
    Optional<List<Integer>> pathTo(int timeline) {
        if (timeline == start) {
            return Optional.of(List.of(start));
        }
        TimelineHistory history = histories.get(timeline);
        if (history == null) {
            return Optional.empty();
        }
        List<Integer> path = new ArrayList<>();
        for (TimelineHistory.Fork fork : history.forks()) {
            boolean first = fork.parentTimeline() == start;
            if (first && fork.switchPoint().compareTo(end) < 0) {
                return Optional.empty(); // it was left before the backup had ended
            }
            if (first || !path.isEmpty()) {
                path.add(fork.parentTimeline());
            }
        }
        path.add(timeline);
        return path.size() > 1 ? Optional.of(path) : Optional.empty();
    }

    /**
     * Those of some segments through which recovery goes on its way to a timeline, in order. Where a timeline was left
     * within a segment, that of the new one has both parts.
     */
    List<WalSegmentName> way(List<WalSegmentName> segments, int timeline, SegmentSize size) {
        List<Integer> path = pathTo(timeline).orElse(List.of(start));
        Map<Integer, Lsn> left = new HashMap<>();
        if (histories.containsKey(timeline)) {
            histories.get(timeline).forks().forEach(fork -> left.put(fork.parentTimeline(), fork.switchPoint()));
        }
        return segments.stream()
                .filter(segment -> path.contains(segment.timeline()))
                .filter(segment -> segment.timeline() == timeline
                        || segment.next(size).start(size).compareTo(left.get(segment.timeline())) <= 0)
                .sorted()
                .toList();
    }

    /** The highest timeline that can be reached, which is where PostgreSQL goes unless it is told otherwise. */
    int latest() {
        return reachable().stream().max(Integer::compareUnsigned).orElse(start);
    }

    /** All that can be reached, the backup's own included. */
    List<Integer> reachable() {
        List<Integer> found = new ArrayList<>(List.of(start));
        for (Integer timeline : histories.keySet()) {
            if (timeline != start && pathTo(timeline).isPresent()) {
                found.add(timeline);
            }
        }
        found.sort(Integer::compareUnsigned);
        return Collections.unmodifiableList(found);
    }
}
