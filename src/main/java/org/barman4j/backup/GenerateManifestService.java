package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.io.StorageException;
import org.barman4j.manifest.BackupVerification;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/** Writes the manifest of a backup that has none. */
public final class GenerateManifestService {
    private final String server;
    private final BackupCatalog catalog;
    private final ManifestWriting manifests;
    private final Notices notices;

    public GenerateManifestService(String server, BackupCatalog catalog, ManifestWriting manifests, Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.manifests = manifests;
        this.notices = notices;
    }

    /**
     * Writes it.
     *
     * @throws RefusedException if there is one already, or if it would be of no use
     */
    public void generate(BackupReference reference) {
        BackupInfo backup = reference.in(catalog.load(), server);
        refuse(backup);
        try {
            manifests.write(backup.id());
        } catch (FileAlreadyExistsException present) {
            throw new RefusedException(
                    "File " + manifests.file(backup.id()) + " already exists.",
                    "'barman verify-backup " + server + " " + backup.id() + "' compares the backup with it.");
        } catch (IOException e) {
            throw StorageException.because("write the manifest of backup " + backup.id(), e);
        }
        notices.info("Backup manifest for backup '" + reference.text() + "' successfully generated for server ['"
                + server + "']");
    }

    /** A manifest of files that are still to change would condemn the backup for ever. */
    private void refuse(BackupInfo backup) {
        if (backup.status().isUnderWay()) {
            throw ManifestWriting.refusal(backup.id(), "it is not complete yet (" + backup.status() + ")");
        }
        if (isArchived(backup)) {
            throw ManifestWriting.refusal(backup.id(), "its files are in archives, to which pg_basebackup adds it");
        }
    }

    private boolean isArchived(BackupInfo backup) {
        Path data = catalog.dataOf(backup.id());
        try {
            return BackupVerification.isArchived(data);
        } catch (IOException e) {
            throw StorageException.because("read " + data, e);
        }
    }
}
