package org.barman4j.inspect;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.barman4j.io.PathText;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;

/**
 * Lists the files below a directory in Barman's order: those of a directory by name, then its directories as the file
 * system gives them. Links to directories are not followed.
 */
final class TreeListing {
    private final boolean emptyDirectories;
    private final Notices notices;
    private final Consumer<String> paths;

    TreeListing(boolean emptyDirectories, Notices notices, Consumer<String> paths) {
        this.emptyDirectories = emptyDirectories;
        this.notices = notices;
        this.paths = paths;
    }

    void list(Path directory) {
        for (Path below : listFiles(directory)) {
            Path path = directory.resolve(below);
            if (!Files.isSymbolicLink(path)) {
                list(path);
            }
        }
    }

    /** Lists the files of a directory, and returns the names of its directories. There may be a million files. */
    private List<Path> listFiles(Path directory) {
        SortedNames files = new SortedNames();
        List<Path> directories = new ArrayList<>();
        if (!read(directory, files, directories)) {
            return List.of();
        }
        if (emptyDirectories && files.isEmpty() && directories.isEmpty()) {
            paths.accept(PathText.of(directory));
        }
        files.inOrder(file -> paths.accept(PathText.of(directory.resolve(file))));
        return directories;
    }

    private boolean read(Path directory, SortedNames files, List<Path> directories) {
        if (!Files.isDirectory(directory)) {
            return false; // a backup that failed early has none
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                if (Files.isDirectory(entry)) {
                    directories.add(name);
                } else {
                    files.add(name);
                }
            }
            return true;
        } catch (IOException e) {
            notices.warning("Leaving out the directory " + directory + ": " + StorageException.reason(e));
            return false;
        }
    }
}
