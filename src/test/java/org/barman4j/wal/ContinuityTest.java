package org.barman4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.barman4j.wal.Continuity.Gap;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalSegmentName;
import org.junit.jupiter.api.Test;

class ContinuityTest {
    private final SegmentSet archived = new SegmentSet();

    @Test
    void aWholeArchiveHasNoGap() {
        archive(1, 3, 300);

        assertThat(gaps(Map.of(), name(1, 3))).isEmpty();
    }

    @Test
    void whatIsBeforeTheBackupDoesNotCount() {
        archive(1, 1, 2);
        archive(1, 5, 9);

        assertThat(gaps(Map.of(), name(1, 6))).isEmpty();
    }

    @Test
    void theFirstMissingSegmentIsNamed() {
        archive(1, 3, 5);
        archive(1, 8, 9);
        archive(1, 11, 12);

        assertThat(gaps(Map.of(), name(1, 3))).containsExactly(new Gap(name(1, 6), name(1, 8)));
    }

    @Test
    void theSegmentThatTheBackupBeginsWithMayBeTheMissingOne() {
        archive(1, 4, 5);

        assertThat(gaps(Map.of(), name(1, 3))).containsExactly(new Gap(name(1, 3), name(1, 4)));
    }

    @Test
    void anArchiveThatHasNothingYetHasNoGap() {
        assertThat(gaps(Map.of(), name(1, 3))).isEmpty();
    }

    @Test
    void theLastSegmentOfALogIsFollowedByTheFirstOfTheNext() {
        archive(1, 254, 258);

        assertThat(gaps(Map.of(), name(1, 254))).isEmpty();
    }

    @Test
    void aTimelineGoesOnWhereItLeftItsParent() {
        archive(1, 3, 6);
        archive(2, 7, 9);

        assertThat(gaps(history("1\t0/7000100\tpromoted\n"), name(1, 3))).isEmpty();
    }

    @Test
    void theEndOfTheParentMayBeMissing() {
        archive(1, 3, 4);
        archive(2, 7, 9);

        assertThat(gaps(history("1\t0/7000100\tpromoted\n"), name(1, 3)))
                .containsExactly(new Gap(name(1, 5), name(2, 7)));
    }

    @Test
    void theBeginningOfATimelineMayBeMissing() {
        archive(1, 3, 7);
        archive(2, 8, 9);

        assertThat(gaps(history("1\t0/7000100\tpromoted\n"), name(1, 3)))
                .containsExactly(new Gap(name(2, 7), name(2, 8)));
    }

    @Test
    void aTimelineThatLeftBeforeTheBackupNeedsOnlyToHoldTogether() {
        archive(1, 30, 31);
        archive(2, 9, 10);
        archive(2, 12, 12);

        assertThat(gaps(history("1\t0/7000100\tpromoted\n"), name(1, 30)))
                .containsExactly(new Gap(name(2, 11), name(2, 12)));
    }

    @Test
    void olderTimelinesThanTheBackupsDoNotCount() {
        archive(1, 1, 1);
        archive(1, 3, 3);
        archive(2, 4, 5);

        assertThat(gaps(Map.of(), name(2, 4))).isEmpty();
    }

    private List<Gap> gaps(Map<Integer, TimelineHistory> histories, WalSegmentName begin) {
        return new Continuity(archived, SegmentSize.DEFAULT, histories).from(begin);
    }

    private static Map<Integer, TimelineHistory> history(String text) {
        return Map.of(2, TimelineHistory.parse(2, text));
    }

    private void archive(int timeline, int first, int last) {
        for (int number = last; number >= first; number--) { // not in their order, which must not matter
            archived.add(name(timeline, number));
        }
    }

    private static WalSegmentName name(int timeline, int number) {
        return new WalSegmentName(timeline, number / 256, number % 256);
    }
}
