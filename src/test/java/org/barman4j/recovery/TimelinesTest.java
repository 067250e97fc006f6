package org.barman4j.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalSegmentName;
import org.junit.jupiter.api.Test;

class TimelinesTest {
    private static final Map<Integer, TimelineHistory> HISTORIES = Map.of(
            2, history(2, "1\t0/5000000\twhy\n"),
            3, history(3, "1\t0/5000000\twhy\n2\t0/9000000\twhy\n"),
            4, history(4, "1\t0/2000000\ttoo early\n"));

    @Test
    void aTimelineIsReachedOverItsForks() {
        Timelines timelines = new Timelines(1, lsn("0/3000000"), HISTORIES);

        assertThat(timelines.pathTo(1)).contains(List.of(1));
        assertThat(timelines.pathTo(3)).contains(List.of(1, 2, 3));
        assertThat(timelines.latest()).isEqualTo(3);
        assertThat(timelines.reachable()).containsExactly(1, 2, 3);
    }

    @Test
    void onesThatWereLeftBeforeTheBackupEndedAreNot() {
        Timelines timelines = new Timelines(1, lsn("0/3000000"), HISTORIES);

        assertThat(timelines.pathTo(4)).isEmpty();
        assertThat(timelines.pathTo(9)).isEmpty();
        assertThat(new Timelines(2, lsn("0/6000000"), HISTORIES).pathTo(1)).isEmpty();
        assertThat(new Timelines(2, lsn("0/6000000"), HISTORIES).pathTo(3)).contains(List.of(2, 3));
    }

    @Test
    void theWayLeavesATimelineWhereTheNextBegins() {
        Timelines timelines = new Timelines(1, lsn("0/3000000"), HISTORIES);
        List<WalSegmentName> all = segments(
                "000000010000000000000003",
                "000000010000000000000004",
                "000000010000000000000005",
                "000000010000000000000006",
                "000000020000000000000005",
                "000000020000000000000006",
                "000000040000000000000002");

        assertThat(timelines.way(all, 2, SegmentSize.DEFAULT))
                .isEqualTo(segments(
                        "000000010000000000000003",
                        "000000010000000000000004",
                        "000000020000000000000005",
                        "000000020000000000000006"));
        assertThat(timelines.way(all, 1, SegmentSize.DEFAULT)).isEqualTo(all.subList(0, 4));
    }

    private static List<WalSegmentName> segments(String... names) {
        return Stream.of(names)
                .map(name -> WalSegmentName.parse(name).orElseThrow())
                .toList();
    }

    private static TimelineHistory history(int timeline, String text) {
        return TimelineHistory.parse(timeline, text);
    }

    private static Lsn lsn(String text) {
        return Lsn.parseRequired(text);
    }
}
