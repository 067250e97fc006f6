package org.barman4j.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;

/**
 * Marks of one kind that backups can have.
 *
 * <p>A mark is a file {@code meta/<id>-<kind>} with a word in it. Older Barmans put it beside the backup's data; such a
 * mark counts as long as there is no new one, and goes when the new one is set or removed.
 */
final class Annotations {
    private static final int LIMIT = 4096;

    private final String kind;
    private final Path metaDirectory;
    private final Path baseDirectory;
    private final Disk disk;

    Annotations(String kind, Path metaDirectory, Path baseDirectory, Disk disk) {
        this.kind = kind;
        this.metaDirectory = metaDirectory;
        this.baseDirectory = baseDirectory;
        this.disk = disk;
    }

    /** The word of a backup's mark, if it has one. */
    Optional<String> text(BackupId id) {
        return read(file(id)).or(() -> read(oldFile(id)));
    }

    /** Whether there is a mark of any backup in the directory of the metadata. */
    boolean mayExist() {
        String[] names = metaDirectory.toFile().list((directory, name) -> name.endsWith("-" + kind));
        return names != null && names.length > 0;
    }

    /** Marks a backup durably, in place of any mark it has. */
    void set(BackupId id, String word) {
        try {
            write(id, word);
        } catch (IOException e) {
            throw StorageException.because("write " + file(id), e);
        }
    }

    /** The same, but without the word if the disk is full: for an empty file it has room. */
    void setAnyhow(BackupId id, String word) {
        try {
            writeAnyhow(id, word);
        } catch (IOException e) {
            throw StorageException.because("write " + file(id), e);
        }
    }

    private void writeAnyhow(BackupId id, String word) throws IOException {
        try {
            write(id, word);
        } catch (IOException e) {
            if (!StorageException.isFull(e)) {
                throw e;
            }
            disk.create(file(id)).close();
            disk.syncDirectory(metaDirectory);
        }
    }

    private void write(BackupId id, String word) throws IOException {
        disk.createDirectories(metaDirectory);
        new AtomicFile(disk).write(file(id), word.getBytes(StandardCharsets.UTF_8));
        delete(oldFile(id));
    }

    /** Takes the mark away, if there is one. */
    void remove(BackupId id) {
        try {
            delete(file(id));
            delete(oldFile(id));
        } catch (IOException e) {
            throw StorageException.because("remove the mark '" + kind + "' of backup " + id, e);
        }
    }

    Path file(BackupId id) {
        return metaDirectory.resolve(id.text() + "-" + kind);
    }

    private Path oldFile(BackupId id) {
        return baseDirectory.resolve(id.text()).resolve("annotations").resolve(kind);
    }

    private void delete(Path file) throws IOException {
        if (Files.exists(file)) {
            disk.delete(file);
            disk.syncDirectory(file.getParent());
        }
    }

    private static Optional<String> read(Path file) {
        if (!file.toFile().exists()) { // most backups have no mark, and this way of asking throws nothing
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new String(SmallFile.bytes(file, LIMIT), StandardCharsets.UTF_8)); // damaged text keeps, too
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageException.because("read " + file, e);
        }
    }
}
