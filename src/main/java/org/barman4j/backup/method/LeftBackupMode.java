package org.barman4j.backup.method;

import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.BackupMode;
import org.barman4j.report.Notices;

/** The backup mode that a killed process of an exclusive backup has left a server in: only a stop ends that. */
final class LeftBackupMode {
    private static final String LABEL = "LABEL: Barman backup ";

    private LeftBackupMode() {}

    /** Ends it if it is that of a backup in this catalogue, which nobody can be taking: the lock for that is ours. */
    static void end(BackupMode mode, ServerConfig server, BackupCatalog catalog, Notices notices) {
        Optional<BackupId> left = mode.labelInProgress()
                .flatMap(label -> idIn(label, server.name()))
                .filter(id -> catalog.load().find(id).isPresent());
        if (left.isPresent()) {
            notices.warning("Backup " + left.get() + " has left PostgreSQL in backup mode, which is ended now.");
            mode.stop(false);
        }
    }

    private static Optional<BackupId> idIn(String label, String server) {
        String start = LABEL + server + " ";
        return label.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .filter(BackupId::isWellFormed)
                .map(BackupId::new)
                .findFirst();
    }
}
