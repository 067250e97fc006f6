package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.barman4j.io.Crew;
import org.barman4j.io.Disk;

/** Forces all that belongs to a backup to the storage. */
final class BackupFiles {
    /** The storage does several at once in hardly more time than one. */
    private static final int SIDE_BY_SIDE = 4;

    private final Disk disk;

    BackupFiles(Disk disk) {
        this.disk = disk;
    }

    /**
     * Does so, and returns what the files take. What an older backup has as well was forced for that one.
     *
     * @param look takes each file that is forced, perhaps several at once
     */
    BackupSize sync(Path directory, Consumer<Path> look) throws IOException {
        long[] sums = new long[2];
        try (Crew<Boolean> crew = new Crew<>(SIDE_BY_SIDE, done -> {})) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()) {
                        boolean shared = BackupSize.isShared(file);
                        sums[0] += attributes.size();
                        sums[1] += shared ? 0 : attributes.size();
                        if (!shared) {
                            crew.submit(() -> {
                                look.accept(file);
                                disk.syncFile(file);
                                return true;
                            });
                        }
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
        disk.syncDirectory(directory.getParent());
        return new BackupSize(sums[0], sums[1]);
    }
}
