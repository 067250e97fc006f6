package org.barman4j.wal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;

/** The directory for what can't be archived. Nothing that lies there is ever overwritten. */
public final class Quarantine {
    /** Why a file lies there: the end of its name. */
    public enum Reason {
        /** The archive, or the inbox, has another file of that name. */
        DUPLICATE,
        /** It is no WAL file. */
        UNKNOWN,
        /** Another PostgreSQL cluster wrote it. */
        FOREIGN,
        /** Its size is not the one that it gives itself, and nobody goes on writing it. */
        INCOMPLETE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final Path directory;
    private final Disk disk;
    private final Clock clock;

    public Quarantine(Path directory, Disk disk, Clock clock) {
        this.directory = directory;
        this.disk = disk;
        this.clock = clock;
    }

    /** Moves a file or a directory here. It is in one of the two places throughout, or in both. */
    public Path take(Path source, String name, Reason reason) throws IOException {
        disk.createDirectories(directory);
        String stamp = STAMP.format(clock.instant().atOffset(ZoneOffset.UTC));
        Path target = directory.resolve(name + "." + stamp + "." + reason);
        for (int number = 2; Files.exists(target); number++) {
            target = directory.resolve(name + "." + stamp + "-" + number + "." + reason);
        }
        try {
            disk.rename(source, target);
        } catch (IOException otherFileSystem) {
            if (Files.isDirectory(source) || !Files.exists(source)) {
                throw otherFileSystem;
            }
            copy(source, target);
        }
        disk.syncDirectory(directory);
        disk.syncDirectory(source.getParent());
        return target;
    }

    /** The same for a file that may come again and again: one with the same bytes is kept only once. */
    public Path takeOnce(Path source, String name, Reason reason) throws IOException {
        String[] present =
                directory.toFile().list((parent, each) -> each.startsWith(name + ".") && each.endsWith("." + reason));
        for (String each : present == null ? new String[0] : present) {
            Path file = directory.resolve(each);
            if (Files.mismatch(file, source) < 0) {
                disk.delete(source);
                return file;
            }
        }
        return take(source, name, reason);
    }

    private void copy(Path source, Path target) throws IOException {
        try (DiskFile file = disk.create(target)) {
            new DiskStream(file).copy(source);
            disk.setModified(target, Files.getLastModifiedTime(source));
            file.sync();
        }
        disk.syncDirectory(directory);
        disk.delete(source);
    }
}
