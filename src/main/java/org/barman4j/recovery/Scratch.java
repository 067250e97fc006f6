package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.io.TreeDeletion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for what is needed for a while, which nobody else may enter. It is named after this process, so that those of
 * processes that were killed are known, and go when the next one comes.
 */
final class Scratch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scratch.class);

    private final Path path;
    private final Disk disk;

    private Scratch(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
    }

    /** Makes one below a directory, which is made as well if it is missing. */
    static Scratch in(Path directory, String prefix, Disk disk) throws IOException {
        disk.createDirectories(directory);
        removeLeftovers(directory, prefix, disk);
        Path path = directory.resolve(prefix + ProcessHandle.current().pid());
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) { // whoever made it, it is not ours
            throw new FileAlreadyExistsException(path.toString());
        }
        disk.makeDirectory(path, PosixFilePermissions.fromString("rwx------"));
        return new Scratch(path, disk);
    }

    Path path() {
        return path;
    }

    private static void removeLeftovers(Path directory, String prefix, Disk disk) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                directory, entry -> entry.getFileName().toString().startsWith(prefix))) {
            for (Path entry : entries) {
                String pid = entry.getFileName().toString().substring(prefix.length());
                boolean dead = pid.matches("\\d{1,18}")
                        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && (ProcessHandle.of(Long.parseLong(pid)).isEmpty()
                                || Long.parseLong(pid)
                                        == ProcessHandle.current().pid());
                if (dead) {
                    remove(entry, disk);
                }
            }
        }
    }

    private static void remove(Path entry, Disk disk) {
        try {
            new TreeDeletion(disk).delete(entry);
        } catch (IOException e) { // somebody else's, perhaps
            log.info(
                    "cannot remove {}, which a process has left that was killed: {}",
                    entry,
                    StorageException.reason(e));
        }
    }

    /** Removes it, also for a thread that has been interrupted. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            new TreeDeletion(disk).delete(path);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
