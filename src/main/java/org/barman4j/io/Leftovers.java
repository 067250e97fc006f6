package org.barman4j.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The temporary files of {@link AtomicFile} whose writers were killed.
 *
 * <p>Such a file does not tell whether its writer lives. The process id in its name proves nothing: another process may
 * have that number by now, and the writer may have had it in another container, or on another machine that sees the same
 * directory. What proves it is the lock that every writer of the target holds while it writes. Whoever holds that lock
 * knows that nobody else is writing, so that every temporary file of the target but its own is a leftover, whatever
 * number it bears. Therefore {@link #remove} is only for those who hold the lock, since before they call it, and who have
 * not begun to write. A target that has writers without a common lock can't be tidied up here.
 */
public final class Leftovers {
    private final Disk disk;

    public Leftovers(Disk disk) {
        this.disk = disk;
    }

    /** Whether there are files that may be leftovers: those of a writer at work look the same. Needs no lock. */
    public static boolean mayExist(Path target) throws IOException {
        return !of(target).isEmpty();
    }

    /** Removes those of a target, for one who holds the lock that its writers take. What can't be removed harms nobody. */
    public void remove(Path target) {
        try {
            for (Path leftover : of(target)) {
                disk.delete(leftover);
            }
        } catch (IOException stays) {
            // the next writer tries again
        }
    }

    private static List<Path> of(Path target) throws IOException {
        String name = target.getFileName().toString();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                target.toAbsolutePath().getParent(),
                entry -> AtomicFile.isTemporary(entry.getFileName().toString(), name))) {
            entries.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
