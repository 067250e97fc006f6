package org.barman4j.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.backup.method.BackupDraft;
import org.barman4j.catalog.BackupField;
import org.barman4j.codec.GpgEncryption;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskStream;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;

/** Encrypts the archives of a backup, if the configuration wants that. */
final class BackupEncryption {
    private final ServerConfig server;
    private final Disk disk;
    private final Notices notices;

    BackupEncryption(ServerConfig server, Disk disk, Notices notices) {
        this.server = server;
        this.disk = disk;
        this.notices = notices;
    }

    /** Puts an encrypted archive in the place of each one. */
    void encrypt(BackupDraft draft) {
        if (!GpgEncryption.isConfigured(server)) {
            return;
        }
        notices.info("Encrypting backup using gpg encryption");
        GpgEncryption gpg = new GpgEncryption(server);
        try {
            for (Path archive : archives(draft.data())) {
                Path encrypted = archive.resolveSibling(archive.getFileName() + "." + GpgEncryption.NAME);
                new AtomicFile(disk).write(encrypted, file -> {
                    try (InputStream content = gpg.encrypt(archive)) {
                        content.transferTo(new DiskStream(file));
                    }
                });
                disk.delete(archive);
            }
        } catch (IOException e) {
            throw StorageException.because("encrypt backup " + draft.id(), e);
        }
        draft.set(BackupField.ENCRYPTION, GpgEncryption.NAME);
    }

    private static List<Path> archives(Path data) throws IOException {
        List<Path> archives = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(data, "*.tar*")) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().matches(".*\\.tar(\\.[^.]+)?")) {
                    archives.add(entry);
                }
            }
        }
        return archives;
    }
}
