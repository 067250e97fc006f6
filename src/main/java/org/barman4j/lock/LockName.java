package org.barman4j.lock;

/**
 * The name of a lock file inside the lock directory, for each purpose that Barman knows.
 *
 * @param server whose lock it is; empty if it is nobody's, or not known
 */
public record LockName(String fileName, String server) {
    /** A lock by its file alone. */
    public LockName(String fileName) {
        this(fileName, "");
    }

    /** Changing the configuration by {@code config-update}. */
    public static LockName configUpdate() {
        return new LockName(".config-update.lock");
    }

    /** Taking or deleting a backup. */
    public static LockName backup(String server) {
        return of(server, "backup");
    }

    /** Maintenance of one server. */
    public static LockName cron(String server) {
        return of(server, "cron");
    }

    /** Moving WAL into the archive. */
    public static LockName archiveWal(String server) {
        return of(server, "archive-wal");
    }

    /** Receiving WAL by streaming; held as long as the receiver lives. */
    public static LockName receiveWal(String server) {
        return of(server, "receive-wal");
    }

    /** The WAL catalogue, {@code xlog.db}. */
    public static LockName xlogDb(String server) {
        return of(server, "xlogdb");
    }

    /** Copying WAL to a passive node. */
    public static LockName syncWal(String server) {
        return of(server, "sync-wal");
    }

    /** Changing one backup. */
    public static LockName backupId(String server, String id) {
        return of(server, id);
    }

    /** Copying one backup to a passive node. */
    public static LockName syncBackup(String server, String id) {
        return of(server, id + "-sync-backup");
    }

    /** Restoring into one place, whichever server it is of. */
    public static LockName restore(String place) {
        return new LockName(".restore-" + place + ".lock");
    }

    private static LockName of(String server, String purpose) {
        return new LockName("." + server + "-" + purpose + ".lock", server);
    }

    @Override
    public String toString() {
        return fileName;
    }
}
