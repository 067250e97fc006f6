package org.barman4j.recovery;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.xlog.Lsn;

/**
 * Decides what damaged records mean for a recovery. To PostgreSQL the first of them is the end of the WAL: without a target
 * it would come up there, and not say that there had been more.
 */
final class DamageCheck {
    private static final String SEARCH =
            "See whether another copy of it is in the server's errors directory or still in PostgreSQL's pg_wal. ";

    private final RestorePlan plan;
    private final BackupRange backup;
    private final Lsn begin;
    private final Notices notices;

    DamageCheck(RestorePlan plan, Notices notices) {
        this.plan = plan;
        this.backup = BackupRange.of(plan.backup());
        this.begin =
                plan.backup().text(BackupField.BEGIN_XLOG).flatMap(Lsn::parse).orElse(new Lsn(0));
        this.notices = notices;
    }

    /**
     * Does so.
     *
     * @throws RefusedException if the recovery would not get to where it is to end
     */
    void judge(Collection<DamagedRecord> records) {
        Optional<DamagedRecord> first = records.stream()
                .filter(record -> plan.wal().way().contains(record.segment()))
                .filter(record -> record.position().compareTo(begin) >= 0)
                .min(Comparator.comparing(DamagedRecord::position));
        first.filter(this::matters).ifPresent(this::report);
    }

    private boolean matters(DamagedRecord record) {
        RecoveryTarget target = plan.request().target();
        return record.position().compareTo(backup.end()) < 0
                || switch (target.kind()) {
                    case IMMEDIATE -> false;
                    case LSN -> BackupChoice.position(target.value()).compareTo(record.position()) >= 0;
                    default -> true;
                };
    }

    private void report(DamagedRecord record) {
        String message = "WAL file " + record.segment() + " in the archive is damaged: the record at "
                + record.position() + " is not what its checksum says";
        if (record.position().compareTo(backup.end()) < 0) {
            throw new RefusedException(message, SEARCH + "Without it, this backup can't be restored.");
        }
        switch (plan.request().target().kind()) {
            case TIME, XID, NAME -> {
                notices.warning(message + ". PostgreSQL gets no further than there, and does not start if the target"
                        + " lies behind it.");
                notices.hint(SEARCH.strip());
            }
            default ->
                throw new RefusedException(
                        message, SEARCH + "Without it, recovery can get no further than with " + upTo(record) + ".");
        }
    }

    private String upTo(DamagedRecord record) {
        return record.before()
                .filter(before -> before.compareTo(backup.end()) >= 0)
                .map(before -> "--target-lsn " + before)
                .orElseGet(() -> backup.upTo(record.segment()));
    }
}
