package org.barman4j.backup;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/** What keeps backups from being deleted: their owner's wish, and that there must be so many of them. */
final class DeletionRules {
    private final ServerConfig server;
    private final BackupDeletion.Stores stores;
    private final Notices notices;

    DeletionRules(ServerConfig server, BackupDeletion.Stores stores, Notices notices) {
        this.server = server;
        this.stores = stores;
        this.notices = notices;
    }

    /**
     * Looks whether each of them may be deleted when those before it are gone.
     *
     * @throws RefusedException if one may not
     */
    void check(List<BackupId> ids, Backups backups) {
        Backups whole = stores.marks().whole(backups);
        Set<BackupId> gone = new HashSet<>();
        for (BackupId id : ids) {
            checkKeep(id);
            checkRedundancy(id, whole, gone);
            gone.add(id);
        }
    }

    private void checkKeep(BackupId id) {
        if (stores.keeps().target(id).isPresent()) {
            notices.warning("Skipping delete of backup " + id + " for server " + server.name()
                    + " as it has a current keep request. If you really want to delete this backup please remove the"
                    + " keep and try again.");
            throw refusal(server.name(), id);
        }
    }

    private void checkRedundancy(BackupId id, Backups whole, Set<BackupId> gone) {
        Optional<BackupInfo> backup = whole.find(id);
        long finished = whole.oldestFirst().stream()
                .filter(DeletionRules::counts)
                .filter(other -> !gone.contains(other.id()))
                .count();
        int minimum = (Integer) server.required(Options.MINIMUM_REDUNDANCY);
        if (backup.filter(DeletionRules::counts).isPresent() && minimum >= finished) {
            notices.warning("Skipping delete of backup " + id + " for server " + server.name()
                    + " due to minimum redundancy requirements (minimum redundancy = " + minimum
                    + ", current redundancy = " + finished + ")");
            throw refusal(server.name(), id);
        }
    }

    /** Whether it is one of those of which there must be so many. */
    private static boolean counts(BackupInfo backup) {
        return backup.status() == BackupStatus.DONE && !backup.isIncremental();
    }

    static RefusedException refusal(String server, BackupId id) {
        return new RefusedException("Cannot delete backup (" + server + " " + id + ")");
    }
}
