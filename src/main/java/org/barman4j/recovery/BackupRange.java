package org.barman4j.recovery;

import java.time.OffsetDateTime;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.report.RefusedException;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.WalSegmentName;

/**
 * Where in the WAL a backup lies.
 *
 * @param timeline the one that it ended on
 * @param end the position from which on what it holds is consistent
 */
record BackupRange(
        WalSegmentName begin,
        WalSegmentName last,
        int timeline,
        Lsn end,
        OffsetDateTime endTime,
        SegmentSize segmentSize) {
    /** Reads it from the metadata of a backup whose copy is done. */
    static BackupRange of(BackupInfo backup) {
        WalSegmentName begin = segment(backup, BackupField.BEGIN_WAL);
        WalSegmentName last = segment(backup, BackupField.END_WAL);
        Lsn end = backup.text(BackupField.END_XLOG)
                .flatMap(Lsn::parse)
                .orElseThrow(() -> incomplete(backup, BackupField.END_XLOG));
        return new BackupRange(begin, last, last.timeline(), end, backup.endTime(), backup.segmentSize());
    }

    /** The target that can be reached without a segment. */
    String upTo(WalSegmentName missing) {
        Lsn before = missing.previous(segmentSize).start(segmentSize);
        return before.compareTo(end) > 0 ? "--target-lsn " + before : "--target-immediate";
    }

    private static WalSegmentName segment(BackupInfo backup, BackupField field) {
        return backup.text(field).flatMap(WalSegmentName::parse).orElseThrow(() -> incomplete(backup, field));
    }

    private static RefusedException incomplete(BackupInfo backup, BackupField field) {
        return new RefusedException(
                "backup " + backup.id() + " has no " + field.key() + ", so it can't be told which WAL it needs",
                "Restore another backup, or repair the metadata of this one.");
    }
}
