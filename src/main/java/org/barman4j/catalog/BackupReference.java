package org.barman4j.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barman4j.report.NotFoundException;
import org.barman4j.report.RefusedException;
import org.barman4j.text.Printable;

/** What a user types to mean a backup: an id, a name, or a word such as {@code latest}. */
public record BackupReference(String text) {
    private static final Set<String> RESERVED =
            Set.of("latest", "last", "oldest", "first", "last-failed", "latest-full", "last-full", "auto");

    /** Why a text can't be given to a backup as its name, if it can't. */
    public static Optional<String> objectionToName(String name) {
        if (name.isEmpty()) {
            return Optional.of("Backup name cannot be empty");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("Backup name '" + Printable.of(name) + "' is not allowed: control characters");
        }
        if (BackupId.isWellFormed(name)) {
            return Optional.of("Backup name '" + name + "' is not allowed: backup ID");
        }
        if (RESERVED.contains(name)) {
            return Optional.of("Backup name '" + name + "' is not allowed: reserved word");
        }
        return Optional.empty();
    }

    /** Whether it is a word such as {@code latest}, which means now this backup and now that. */
    public boolean isWord() {
        return RESERVED.contains(text);
    }

    /**
     * The backup that is meant.
     *
     * @throws NotFoundException if there is none, or if its file is damaged
     * @throws RefusedException if several backups have that name
     */
    public BackupInfo in(Backups backups, String server) {
        return find(backups).orElseThrow(() -> unknown(backups, server));
    }

    private Optional<BackupInfo> find(Backups backups) {
        return switch (text) {
            case "latest", "last" -> backups.newest(Backups::isCopyDone);
            case "oldest", "first" -> backups.oldest(Backups::isCopyDone);
            case "last-failed" -> backups.newest(backup -> backup.status() == BackupStatus.FAILED);
            case "latest-full", "last-full" -> backups.newest(backup -> Backups.isCopyDone(backup) && backup.isFull());
            default -> BackupId.isWellFormed(text) ? backups.find(new BackupId(text)) : named(backups);
        };
    }

    private Optional<BackupInfo> named(Backups backups) {
        List<BackupInfo> matching = new ArrayList<>();
        for (BackupInfo backup : backups.oldestFirst()) {
            if (Backups.isCopyDone(backup) && backup.name().filter(text::equals).isPresent()) {
                matching.add(backup);
            }
        }
        if (matching.size() > 1) {
            StringBuilder ids = new StringBuilder();
            for (BackupInfo backup : matching) {
                ids.append(' ').append(backup.id());
            }
            throw new RefusedException(
                    "Multiple backups found matching name '" + text + "' (try using backup ID instead):" + ids);
        }
        return matching.stream().findFirst();
    }

    private NotFoundException unknown(Backups backups, String server) {
        if (!text.isEmpty()) {
            Optional<DamagedFileException> damage = backups.damage(new BackupId(text));
            if (damage.isPresent()) {
                return new NotFoundException(
                        "Backup '" + text + "' for server '" + server + "' has damaged metadata: "
                                + damage.get().describe(),
                        "Restore that file from a copy; the backup's own files are not affected.");
            }
        }
        return new NotFoundException(
                "Unknown backup '" + text + "' for server '" + server + "'",
                "Run 'barman list-backups " + server + "' to see what there is.");
    }
}
