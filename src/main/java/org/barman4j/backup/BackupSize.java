package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;

/**
 * What the files of a backup take.
 *
 * @param total of all files
 * @param own of those that no other backup shares
 */
public record BackupSize(long total, long own) {
    /** Adds the files below a directory up; none if it does not exist. */
    public static BackupSize of(Path directory) throws IOException {
        long[] sums = new long[2];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    sums[0] += attributes.size();
                    sums[1] += isShared(file) ? 0 : attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return new BackupSize(sums[0], sums[1]);
    }

    static boolean isShared(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:nlink") > 1;
    }

    /** The backup with these sizes. */
    public BackupInfo in(BackupInfo backup) {
        return backup.with(BackupField.SIZE, Long.toString(total))
                .with(BackupField.DEDUPLICATED_SIZE, Long.toString(own));
    }
}
