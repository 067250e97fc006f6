package org.barman4j.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Removes a directory with all that is in it.
 *
 * <p>Links are removed and never followed. What has gone meanwhile is no failure, so a deletion that was cut off can be
 * done again, and two at once come to the same end.
 */
public final class TreeDeletion {
    private static final int BATCH = 10_000;

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

    /** Returns whether it was there. */
    private boolean remove(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = false;
                for (Path inside : entries(entry)) {
                    goesOn |= remove(inside);
                }
            }
        }
        try {
            disk.delete(entry);
            return true;
        } catch (NoSuchFileException gone) {
            return false; // which is what was wanted
        }
    }

    /** Some of them, read at once, as a directory must not change while it is being read. */
    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            Iterator<Path> next = stream.iterator();
            while (entries.size() < BATCH && next.hasNext()) {
                entries.add(next.next());
            }
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
