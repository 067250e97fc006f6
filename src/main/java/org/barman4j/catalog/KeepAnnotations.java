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
 * The marks that keep backups.
 *
 * <p>A mark is a file {@code meta/<id>-keep} with the target in it. Older Barmans put it beside the backup's data; such
 * a mark counts as long as there is no new one, and goes when the new one is set or released.
 */
public final class KeepAnnotations {
    private static final int LIMIT = 4096;

    private final Path metaDirectory;
    private final Path baseDirectory;
    private final Disk disk;

    public KeepAnnotations(Path metaDirectory, Path baseDirectory, Disk disk) {
        this.metaDirectory = metaDirectory;
        this.baseDirectory = baseDirectory;
        this.disk = disk;
    }

    /** What the mark of a backup says, if it has one. It may be a word that this version does not know. */
    public Optional<String> text(BackupId id) {
        return read(file(id)).or(() -> read(oldFile(id)));
    }

    /**
     * What is kept of a backup. A mark with an unknown word keeps everything, to be on the safe side, and so does one
     * with none, as a crash of Barman leaves it.
     */
    public Optional<KeepTarget> target(BackupId id) {
        return text(id).map(text ->
                text.equals(KeepTarget.STANDALONE.toString()) ? KeepTarget.STANDALONE : KeepTarget.FULL);
    }

    /** Marks a backup durably, in place of any mark it has. */
    public void keep(BackupId id, KeepTarget target) {
        Path file = file(id);
        try {
            disk.createDirectories(metaDirectory);
            new AtomicFile(disk).write(file, target.toString().getBytes(StandardCharsets.UTF_8));
            delete(oldFile(id));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }

    /** Takes the mark away, if there is one. */
    public void release(BackupId id) {
        try {
            delete(file(id));
            delete(oldFile(id));
        } catch (IOException e) {
            throw StorageException.because("remove the mark that keeps backup " + id, e);
        }
    }

    private Path file(BackupId id) {
        return metaDirectory.resolve(id.text() + "-keep");
    }

    private Path oldFile(BackupId id) {
        return baseDirectory.resolve(id.text()).resolve("annotations").resolve("keep");
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
