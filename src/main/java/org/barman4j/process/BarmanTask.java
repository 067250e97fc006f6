package org.barman4j.process;

import org.barman4j.catalog.BackupId;

/** A task that a Barman process may be running for a server, told from the name of the lock file that it holds. */
enum BarmanTask {
    RECEIVE_WAL("receive-wal"),
    SYNC_BACKUP("sync-backup"),
    BACKUP("backup"),
    CRON("cron"),
    ARCHIVE_WAL("archive-wal"),
    SYNC_WAL("sync-wal");

    private final String label;

    BarmanTask(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether a lock file is that of this task for that very server, and not for one whose name begins alike. */
    boolean locks(String server, String fileName) {
        String prefix = "." + server + "-";
        String suffix = label + ".lock";
        if (!fileName.startsWith(prefix) || !fileName.endsWith(suffix)) {
            return false;
        }
        int between = fileName.length() - prefix.length() - suffix.length();
        if (this != SYNC_BACKUP) {
            return between == 0;
        }
        String id = between > 0 ? fileName.substring(prefix.length(), prefix.length() + between - 1) : "";
        return BackupId.isWellFormed(id);
    }
}
