package org.barman4j.backup;

import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.catalog.KeepTarget;
import org.barman4j.report.RefusedException;

/** Marks the backups of one server that no retention policy may delete. */
public final class KeepService {
    private final String server;
    private final BackupCatalog catalog;
    private final KeepAnnotations annotations;
    private final DeleteMarks marks;

    public KeepService(String server, BackupCatalog catalog, KeepAnnotations annotations, DeleteMarks marks) {
        this.server = server;
        this.catalog = catalog;
        this.annotations = annotations;
        this.marks = marks;
    }

    /** Whether and how a backup is kept: {@code full}, {@code standalone} or {@code nokeep}. */
    public KeepStatus status(BackupReference reference) {
        BackupInfo backup = find(reference);
        String target = annotations.text(backup.id()).orElse("nokeep");
        return new KeepStatus(server, target.isEmpty() ? KeepTarget.FULL.toString() : target);
    }

    /**
     * Keeps a backup from now on.
     *
     * @throws RefusedException if it is not a finished full backup, or is being deleted
     */
    public void keep(BackupReference reference, KeepTarget target) {
        BackupInfo backup = find(reference);
        if (backup.status() != BackupStatus.DONE) {
            throw new RefusedException("Cannot add keep to backup " + backup.id() + " because it has status "
                    + backup.status() + ". Only backups with status DONE can be kept.");
        }
        if (backup.isIncremental()) {
            throw new RefusedException("Unable to execute the keep command on backup " + backup.id()
                    + ": is an incremental backup.\nOnly full backups are eligible for the use of the keep command.");
        }
        if (marks.isSet(backup.id())) {
            throw new RefusedException(
                    "Cannot add keep to backup " + backup.id() + " because it is being deleted.",
                    "Keep another one. 'barman list-backups " + server + "' shows what there is.");
        }
        annotations.keep(backup.id(), target);
    }

    /** Keeps a backup no longer. */
    public void release(BackupReference reference) {
        annotations.release(find(reference).id());
    }

    private BackupInfo find(BackupReference reference) {
        return reference.in(catalog.load(), server);
    }
}
