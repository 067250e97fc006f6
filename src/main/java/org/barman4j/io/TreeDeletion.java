package org.barman4j.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes a directory with all that is in it.
 *
 * <p>Links are removed and never followed. What has gone meanwhile is no failure, so a deletion that was cut off can be
 * done again, and two at once come to the same end.
 */
public final class TreeDeletion {
    private final Disk disk;

    public TreeDeletion(Disk disk) {
        this.disk = disk;
    }

    /** Removes it, if it is there, and forces that to the storage. */
    public void delete(Path tree) throws IOException {
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            remove(tree);
            disk.syncDirectory(tree.toAbsolutePath().getParent());
        }
    }

    private void remove(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            for (Path inside : entries(entry)) {
                remove(inside);
            }
        }
        try {
            disk.delete(entry);
        } catch (NoSuchFileException gone) {
            // which is what was wanted
        }
    }

    /** Read at once, as a directory must not change while it is being read. */
    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
