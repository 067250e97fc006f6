package org.barman4j.io;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Forces a directory with all that is in it to the storage. */
public final class TreeSync {
    /** The storage does several at once in hardly more time than one. */
    private static final int SIDE_BY_SIDE = 4;

    private final Disk disk;

    public TreeSync(Disk disk) {
        this.disk = disk;
    }

    /** Decides which files have to be forced. */
    @FunctionalInterface
    public interface Choice {
        boolean takes(Path file, BasicFileAttributes attributes) throws IOException;
    }

    /**
     * Does so with the files that are chosen, and with every directory.
     *
     * @param look takes each of these files when its forcing has been ordered, one after the other
     */
    public void sync(Path tree, FileLook look, Choice choice) throws IOException {
        try (Crew<Boolean> crew = new Crew<>(SIDE_BY_SIDE, done -> {})) {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && choice.takes(file, attributes)) {
                        crew.submit(() -> {
                            disk.syncFile(file);
                            return true;
                        });
                        look.at(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    disk.syncDirectory(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
            crew.finish();
        }
        disk.syncDirectory(tree.toAbsolutePath().getParent());
    }
}
