package org.barman4j.recovery;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.Histories;
import org.barman4j.wal.LatestWal;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.TimelineHistory;

/** Finds the backup to restore. */
final class BackupChoice {
    private static final String AUTO = "auto";

    private final String server;
    private final Backups backups;
    private final DeleteMarks marks;
    private final Path wals;

    BackupChoice(String server, Backups backups, DeleteMarks marks, Path wals) {
        this.server = server;
        this.backups = backups;
        this.marks = marks;
        this.wals = wals;
    }

    /** The one that is named, or the newest from which recovery gets to its target. */
    BackupInfo of(RestoreRequest request) {
        return request.backup().text().equals(AUTO)
                ? suitable(request.target())
                : request.backup().in(backups, server);
    }

    private BackupInfo suitable(RecoveryTarget target) {
        Predicate<BackupInfo> before =
                switch (target.kind()) {
                    case NONE -> backup -> true;
                    case TIME -> {
                        TargetTime time = TargetTime.parse(target.value());
                        yield backup -> !backup.endTime().isAfter(time.time());
                    }
                    case LSN -> {
                        Lsn position = position(target.value());
                        yield backup -> backup.text(BackupField.END_XLOG)
                                .flatMap(Lsn::parse)
                                .filter(end -> end.compareTo(position) <= 0)
                                .isPresent();
                    }
                    case XID, NAME, IMMEDIATE ->
                        throw new RefusedException(
                                "For PITR without a backup_id, the only possible recovery targets are target_time and"
                                        + " target_lsn. '"
                                        + "target_" + target.kind().name().toLowerCase(java.util.Locale.ROOT)
                                        + "' recovery target is not allowed without a backup_id.",
                                "Run 'barman list-backups " + server + "' and name a backup.");
                };
        Predicate<BackupInfo> fits =
                before.and(backup -> backups.chain(backup).stream().noneMatch(link -> marks.isSet(link.id())));
        Optional<BackupInfo> found = target.timeline().isEmpty()
                ? newest(fits)
                : newestFor(timeline(target.timeline().get()), fits);
        return found.orElseThrow(() -> new RefusedException(
                "Cannot find any candidate backup for recovery.",
                "Run 'barman list-backups " + server + "' to see what there is."));
    }

    private Optional<BackupInfo> newest(Predicate<BackupInfo> fits) {
        return backups.newestFirst().stream()
                .filter(backup -> backup.status().isCopyDone())
                .filter(fits)
                .findFirst();
    }

    /** One that was taken on a timeline; if there is none, as after a failover, one from which that can be reached. */
    private Optional<BackupInfo> newestFor(int timeline, Predicate<BackupInfo> fits) {
        Map<Integer, TimelineHistory> histories = Histories.read(wals);
        return newest(fits.and(backup -> timeline(backup) == timeline))
                .or(() -> newest(fits.and(backup -> new Timelines(
                                timeline(backup), BackupRange.of(backup).end(), histories)
                        .pathTo(timeline)
                        .isPresent())));
    }

    /**
     * Reads a position in the WAL.
     *
     * @throws RefusedException if it is none
     */
    static Lsn position(String text) {
        return Lsn.parse(text)
                .orElseThrow(() -> new RefusedException(
                        "Unable to parse the target LSN parameter '" + text + "'", "Write it as in '16/B374D848'."));
    }

    private static int timeline(BackupInfo backup) {
        return (int) backup.number(BackupField.TIMELINE).orElse(0);
    }

    private int timeline(String text) {
        if (text.equals("current")) {
            throw new RefusedException(
                    "'current' is not a valid timeline keyword when recovering without a backup_id",
                    "Name the backup, or the timeline by its number.");
        }
        return timeline(text, wals, 0);
    }

    /**
     * The number of a timeline.
     *
     * @param current what {@code current} means
     */
    static int timeline(String text, Path wals, int current) {
        return switch (text) {
            case "current" -> current;
            case "latest" -> {
                var newest = LatestWal.byTimeline(wals);
                yield newest.isEmpty() ? current : Integer.parseUnsignedInt(newest.lastKey(), 16);
            }
            default -> number(text);
        };
    }

    private static int number(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new RefusedException("'" + text + "' is not a valid timeline keyword", "A timeline is a number.");
        }
    }
}
