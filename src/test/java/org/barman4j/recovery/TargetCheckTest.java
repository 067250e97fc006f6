package org.barman4j.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.barman4j.wal.SegmentSet;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalSegmentName;
import org.junit.jupiter.api.Test;

class TargetCheckTest {
    private static final OffsetDateTime END = OffsetDateTime.parse("2026-11-20T10:00:00Z");
    private static final BackupRange BACKUP = new BackupRange(
            segment("000000010000000000000003"),
            segment("000000010000000000000003"),
            1,
            Lsn.parseRequired("0/3000100"),
            END,
            new SegmentSize(16 << 20));

    private final TargetCheck check = new TargetCheck("main", BACKUP, Map.of());

    @Test
    void aTimeMustLieBetweenTheBackupAndTheLastWal() {
        RecoveryWal wal = wal(END.plusMinutes(10));

        assertThat(check.time(END.minusSeconds(1), wal)).hasSize(1);
        assertThat(check.time(END, wal)).isEmpty();
        assertThat(check.time(END.plusMinutes(10), wal)).isEmpty();
        assertThat(check.time(END.plusMinutes(11), wal)).singleElement().satisfies(objection -> {
            assertThat(objection.message()).contains("is after the last WAL that there is, which was written at ");
            assertThat(objection.hint()).contains("barman switch-wal --archive main");
            assertThat(objection.passing()).isTrue();
        });
    }

    @Test
    void aTransactionMustEndBehindATime() {
        LastTransaction last =
                new LastTransaction(Optional.of(END.plusMinutes(5).toInstant()));

        assertThat(check.transaction(END.plusMinutes(4), false, last)).isEmpty();
        assertThat(check.transaction(END.plusMinutes(5), true, last)).isEmpty();
        assertThat(check.transaction(END.plusMinutes(5), false, last))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.message())
                            .contains("No transaction in the WAL that there is follows the requested target time ")
                            .contains(", as the last one ended at ");
                    assertThat(objection.hint()).startsWith("Take a --target-time before ");
                    assertThat(objection.passing()).isTrue();
                });
        assertThat(check.transaction(END.plusMinutes(5), true, new LastTransaction(Optional.empty())))
                .singleElement()
                .satisfies(objection -> assertThat(objection.hint()).startsWith("Take --target-immediate, or no"));
    }

    @Test
    void aTransactionOrRestorePointMustBeThereBehindTheBackup() {
        RecoveryTarget name =
                new RecoveryTarget(RecoveryTarget.Kind.NAME, "mine", Optional.empty(), false, Optional.empty());

        assertThat(check.search(name, found(BACKUP.end().toString()), Optional.empty()))
                .isEmpty();
        assertThat(check.search(name, found("0/30000FF"), Optional.empty()))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.message())
                            .isEqualTo(
                                    "The requested restore point 'mine' is at 0/30000FF, before the end of the backup, which"
                                            + " is 0/3000100");
                    assertThat(objection.passing() || objection.late()).isFalse();
                });
        assertThat(check.search(name, new WalReach.Search(Optional.empty(), List.of("yours")), Optional.empty()))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.message()).startsWith("The WAL that there is has no restore point 'mine': ");
                    assertThat(objection.hint()).startsWith("The restore points that there are: 'yours'. Take another");
                    assertThat(objection.late()).isTrue();
                    assertThat(objection.passing())
                            .as("the server is asked for it")
                            .isFalse();
                });
    }

    private static WalReach.Search found(String position) {
        return new WalReach.Search(Optional.of(Lsn.parseRequired(position)), List.of());
    }

    @Test
    void aRecordMustBeginAtAPositionOrBehindIt() {
        Lsn last = Lsn.parseRequired("0/5000028");

        assertThat(check.record(last, last)).isEmpty();
        assertThat(check.record(Lsn.parseRequired("0/5000029"), last))
                .singleElement()
                .satisfies(objection ->
                        assertThat(objection.message()).contains("which begins at 0/5000028: PostgreSQL will"));
    }

    @Test
    void aPositionMustLieBetweenTheBackupAndTheLastWal() {
        SegmentSet segments = segments(3, 4, 5);
        RecoveryWal wal = wal(END);

        assertThat(check.position(Lsn.parseRequired("0/3000000"), segments, wal))
                .hasSize(1);
        assertThat(check.position(Lsn.parseRequired("0/3000100"), segments, wal))
                .isEmpty();
        assertThat(check.position(Lsn.parseRequired("0/5FFFFFF"), segments, wal))
                .isEmpty();
        assertThat(check.position(Lsn.parseRequired("0/6000000"), segments, wal))
                .singleElement()
                .satisfies(objection ->
                        assertThat(objection.message()).endsWith("is where the last WAL that there is ends"));
        assertThat(check.position(Lsn.parseRequired("0/6000001"), segments, wal))
                .singleElement()
                .satisfies(objection -> assertThat(objection.message()).endsWith("which ends at 0/6000000"));
    }

    @Test
    void aHoleMattersUpToTheLastSegmentThatIsNeeded() {
        SegmentSet segments = segments(3, 4, 6);

        assertThat(check.continuity(segments, 1, Optional.empty(), Optional.empty()))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.message())
                            .isEqualTo("WAL file 000000010000000000000005 is missing in the archive, the next one is"
                                    + " 000000010000000000000006");
                    assertThat(objection.hint()).contains("no further than with --target-lsn 0/4000000");
                });
        assertThat(check.continuity(segments, 1, Optional.of(segment("000000010000000000000004")), Optional.empty()))
                .isEmpty();
        assertThat(check.continuity(segments(4, 5), 1, Optional.empty(), Optional.empty()))
                .singleElement()
                .satisfies(objection -> assertThat(objection.hint()).contains("this backup can't be restored"));
    }

    /** The last segment that is needed is known by its position, which may be on an earlier timeline. */
    @Test
    void aHoleBehindThatOnAnEarlierTimelineDoesNotMatter() {
        TimelineHistory history = TimelineHistory.parse(2, "1\t0/6000100\tno recovery target specified\n");
        TargetCheck followed = new TargetCheck("main", BACKUP, Map.of(2, history));
        SegmentSet segments = segments(3, 4);
        segments.add(segment("000000020000000000000006"));

        assertThat(followed.continuity(segments, 2, Optional.of(segment("000000020000000000000004")), Optional.empty()))
                .isEmpty();
        assertThat(followed.continuity(segments, 2, Optional.of(segment("000000020000000000000005")), Optional.empty()))
                .hasSize(1);
    }

    @Test
    void whatTheCatalogueHasAndTheArchiveHasNotIsAHoleToo() {
        assertThat(check.continuity(
                        segments(3, 4), 1, Optional.empty(), Optional.of(segment("000000010000000000000005"))))
                .singleElement()
                .satisfies(objection -> assertThat(objection.message()).endsWith(", though it is in the catalogue"));
    }

    private static RecoveryWal wal(OffsetDateTime newest) {
        return new RecoveryWal(
                1, List.of(), List.<Path>of(), OptionalDouble.of((double) newest.toEpochSecond()), List.of());
    }

    private static SegmentSet segments(int... numbers) {
        SegmentSet set = new SegmentSet();
        for (int number : numbers) {
            set.add(segment("00000001000000000000000" + number));
        }
        return set;
    }

    private static WalSegmentName segment(String name) {
        return WalSegmentName.parse(name).orElseThrow();
    }
}
