package org.barman4j.backup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.catalog.KeepTarget;
import org.barman4j.wal.trim.TrimRule;

/** Decides which WAL is needed no more when a backup goes. */
final class WalNeed {
    private final Backups backups;
    private final KeepAnnotations keeps;

    WalNeed(Backups backups, KeepAnnotations keeps) {
        this.backups = backups;
        this.keeps = keeps;
    }

    /**
     * What to keep without a backup; nothing if no WAL may go, because an older backup leads through it.
     *
     * @param besideStandalone whether older backups that are kept alone let WAL go, all but their own
     */
    Optional<TrimRule> without(BackupInfo deleted, boolean besideStandalone) {
        List<TrimRule.Range> ranges = new ArrayList<>();
        Optional<BackupInfo> older = backups.previous(deleted);
        while (older.isPresent()) {
            boolean alone = keeps.target(older.get().id())
                    .filter(KeepTarget.STANDALONE::equals)
                    .isPresent();
            if (!alone || !besideStandalone) {
                return Optional.empty();
            }
            ranges.add(new TrimRule.Range(older.get().beginWal(), older.get().endWal()));
            older = backups.previous(older.get());
        }
        // only a backup whose copy is done vouches for WAL not being needed
        Optional<BackupInfo> until = backups.next(deleted)
                .or(() -> Optional.of(deleted).filter(backup -> backup.status().isCopyDone()));
        return until.map(backup -> new TrimRule(first(backup, deleted), timelines(backup, deleted), ranges));
    }

    /** What to keep when a backup is complete that is the first; nothing if it isn't. */
    Optional<TrimRule> sinceFirst(BackupInfo first) {
        return backups.previous(first).isPresent()
                ? Optional.empty()
                : Optional.of(new TrimRule(first(first, first), timelines(first, first), List.of()));
    }

    /** The first segment that the backup needs, or an earlier one that a backup needs which is still being taken. */
    private String first(BackupInfo until, BackupInfo deleted) {
        String first = until.beginWal();
        for (BackupInfo backup : backups.oldestFirst()) {
            boolean running = backup.status() == BackupStatus.STARTED || backup.status() == BackupStatus.SYNCING;
            Optional<String> begin = backup.text(BackupField.BEGIN_WAL);
            if (running
                    && !backup.id().equals(deleted.id())
                    && begin.isPresent()
                    && begin.get().compareTo(first) < 0) {
                first = begin.get();
            }
        }
        return first;
    }

    /** Those of the other backups, but for the one in which the WAL goes. */
    private Set<Integer> timelines(BackupInfo until, BackupInfo deleted) {
        Set<Integer> timelines = new HashSet<>();
        for (BackupInfo backup : backups.oldestFirst()) {
            boolean counts = backup.status() != BackupStatus.EMPTY && backup.status() != BackupStatus.FAILED;
            if (counts && !backup.id().equals(deleted.id())) {
                timeline(backup).ifPresent(timeline -> timelines.add((int) timeline));
            }
        }
        timeline(until).ifPresent(timeline -> timelines.remove((int) timeline));
        return timelines;
    }

    private static OptionalLong timeline(BackupInfo backup) {
        return backup.number(BackupField.TIMELINE);
    }
}
