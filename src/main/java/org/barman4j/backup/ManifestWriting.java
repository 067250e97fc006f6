package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.io.Disk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.manifest.BackupManifest;
import org.barman4j.report.RefusedException;

/** Writes the manifests of the backups of one server, each under the lock of its backup. */
public final class ManifestWriting {
    private final String server;
    private final BackupCatalog catalog;
    private final DeleteMarks marks;
    private final Locks locks;
    private final Disk disk;

    public ManifestWriting(String server, BackupCatalog catalog, DeleteMarks marks, Locks locks, Disk disk) {
        this.server = server;
        this.catalog = catalog;
        this.marks = marks;
        this.locks = locks;
        this.disk = disk;
    }

    /** Where the manifest of a backup is. */
    Path file(BackupId id) {
        return manifest(id).file();
    }

    /**
     * Writes the manifest of a backup, when nobody else is at work on that.
     *
     * @throws FileAlreadyExistsException if it has one
     * @throws RefusedException if it has been deleted meanwhile, or in part
     */
    void write(BackupId id) throws IOException {
        try (HeldLock lock = locks.await(LockName.backupId(server, id.text()))) {
            BackupInfo backup = new BackupReference(id.text()).in(catalog.load(), server);
            if (marks.isSet(id)) {
                throw refusal(id, "it is being deleted");
            }
            manifest(backup.id()).write();
        }
    }

    static RefusedException refusal(BackupId id, String reason) {
        return new RefusedException("No manifest can be written of backup " + id + ": " + reason);
    }

    private BackupManifest manifest(BackupId id) {
        return new BackupManifest(catalog.dataOf(id), disk);
    }
}
