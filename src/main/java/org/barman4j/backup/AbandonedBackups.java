package org.barman4j.backup;

import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;

/**
 * Backups of one server whose process has died before they were complete. Everybody takes them for failed; here that is
 * noted for good.
 */
public final class AbandonedBackups {
    private final String server;
    private final BackupCatalog catalog;
    private final Locks locks;
    private final Notices notices;

    public AbandonedBackups(String server, BackupCatalog catalog, Locks locks, Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.locks = locks;
        this.notices = notices;
    }

    /** Does so, unless somebody is at work. */
    public void settle() {
        if (catalog.loadAsWritten().oldestFirst().stream().anyMatch(BackupInfo::isUnderWay)) {
            try (HeldLock lock = locks.acquire(LockName.backup(server))) {
                settleAlone();
            } catch (LockBusyException atWork) {
                // the backup is being taken
            }
        }
    }

    /** The same for one who holds the lock without which nobody takes a backup. */
    void settleAlone() {
        for (BackupInfo backup : catalog.loadAsWritten().oldestFirst()) {
            if (backup.isUnderWay()) {
                catalog.save(backup.abandoned());
                notices.warning("Backup " + backup.id() + " of server " + server
                        + " was never completed, because the process that took it has ended. It counts as failed.");
            }
        }
    }
}
