package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.io.StorageException;
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
     * @throws RefusedException if there is one already
     */
    public void generate(BackupReference reference) {
        BackupInfo backup = reference.in(catalog.load(), server);
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
}
