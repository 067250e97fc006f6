package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.io.Disk;
import org.barman4j.io.Leftovers;
import org.barman4j.io.StorageException;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.manifest.BackupManifest;
import org.barman4j.report.Notices;

/** What killed processes have left of the backups of one server: manifests half written, and files of backups that are gone. */
public final class CatalogLeftovers {
    private final String server;
    private final BackupCatalog catalog;
    private final DeleteMarks marks;
    private final Locks locks;
    private final Disk disk;
    private final Notices notices;

    public CatalogLeftovers(
            String server, BackupCatalog catalog, DeleteMarks marks, Locks locks, Disk disk, Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.marks = marks;
        this.locks = locks;
        this.disk = disk;
        this.notices = notices;
    }

    /**
     * Removes it, for one who holds the lock without which nobody takes a backup.
     *
     * <p>That lock keeps backups from coming to be. Manifests are written, backups are deleted and their pages are
     * reported under the lock of the single backup, so that is taken as well; where another process has it, everything
     * stays as it is. What fails is told, and fails nothing else.
     */
    void removeAlone() {
        for (BackupInfo backup : catalog.loadAsWritten().oldestFirst()) {
            Path manifest = catalog.dataOf(backup.id()).resolve(BackupManifest.NAME);
            guard(backup.id(), () -> {
                if (Leftovers.mayExist(manifest)) {
                    alone(backup.id(), () -> new Leftovers(disk).remove(manifest));
                }
            });
        }
        for (BackupId id : catalog.traces()) {
            guard(id, () -> {
                alone(id, () -> removeTraces(id));
                locks.remove(LockName.backupId(server, id.text()));
            });
        }
    }

    private void removeTraces(BackupId id) throws IOException {
        Leftovers leftovers = new Leftovers(disk);
        leftovers.remove(catalog.infoFileOf(id));
        leftovers.remove(marks.file(id));
        for (Path report : List.of(catalog.pageReportOf(id), catalog.restoreTestOf(id))) {
            leftovers.remove(report);
            if (Files.exists(report)) {
                disk.delete(report);
            }
        }
        marks.remove(id);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void alone(BackupId id, Step step) throws IOException {
        try (HeldLock lock = locks.acquire(LockName.backupId(server, id.text()))) {
            step.run();
            notices.debug("removed what was left over of backup " + id);
        } catch (LockBusyException busy) {
            notices.debug("backup " + id + " is in use, so nothing left over of it is removed");
        }
    }

    private void guard(BackupId id, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            notices.warning("cannot remove what is left over of backup " + id + ": " + StorageException.reason(e));
        } catch (StorageException e) {
            notices.warning(e.getMessage());
            e.hint().ifPresent(notices::hint);
        }
    }
}
