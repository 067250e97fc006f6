package org.barman4j.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Crew;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.PathText;
import org.barman4j.text.JsonText;
import org.barman4j.text.PythonTime;

/** The manifest of a backup directory, in the form in which Barman writes it. */
public final class BackupManifest {
    public static final String NAME = "backup_manifest";

    private static final int SECONDS = "YYYY-MM-DD HH:MM:SS".length();

    private final Path directory;
    private final Disk disk;

    public BackupManifest(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    public Path file() {
        return directory.resolve(NAME);
    }

    /**
     * Writes it, and removes what was left of one by a process that was killed. The caller holds the backup's lock.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    public void write() throws IOException {
        if (Files.exists(file())) {
            throw new FileAlreadyExistsException(file().toString());
        }
        new AtomicFile(disk).writeAlone(file(), target -> new Writing(target).write());
    }

    /** One writing, which counts what it writes towards the manifest's own checksum. */
    private final class Writing {
        private final DiskFile target;
        private final MessageDigest digest = ChecksumKind.SHA256.digest();
        private final StringBuilder pending = new StringBuilder();
        private String separator = "";

        Writing(DiskFile target) {
            this.target = target;
        }

        void write() throws IOException {
            pending.append("{\"PostgreSQL-Backup-Manifest-Version\": 1,\n\"Files\": [\n");
            try (Crew<String> crew = new Crew<>(Runtime.getRuntime().availableProcessors(), this::entry)) {
                Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (!isOurs(file) && Files.isRegularFile(file)) {
                            crew.submit(() -> describe(file));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
                crew.finish();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            pending.append("],\n");
            flush();
            pending.append("\"Manifest-Checksum\": \"")
                    .append(HexFormat.of().formatHex(digest.digest()))
                    .append("\"}\n");
            target.write(pending.toString().getBytes(StandardCharsets.UTF_8));
        }

        private void entry(String entry) {
            pending.append(separator).append(entry);
            separator = ",\n";
            if (pending.length() > 1 << 16) {
                try {
                    flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private void flush() throws IOException {
            byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
            digest.update(bytes);
            target.write(bytes);
            pending.setLength(0);
        }
    }

    /** The manifest itself, as it is being written. */
    private boolean isOurs(Path file) {
        return file.getParent().equals(directory)
                && file.getFileName().toString().startsWith(NAME + ".")
                && file.getFileName().toString().endsWith(".tmp");
    }

    private String describe(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        try (InputStream content = Files.newInputStream(file)) {
            byte[] checksum = ChecksumKind.SHA256.of(content);
            String path = PathText.of(directory.relativize(file));
            boolean plain = PathText.isUtf8(path);
            return JsonText.write(Map.of(
                    "Checksum",
                    HexFormat.of().formatHex(checksum),
                    "Checksum-Algorithm",
                    ChecksumKind.SHA256.name(),
                    "Last-Modified",
                    PythonTime.print(modified.toInstant().atOffset(ZoneOffset.UTC))
                            .substring(0, SECONDS),
                    plain ? "Path" : "Encoded-Path",
                    plain ? path : HexFormat.of().formatHex(PathText.bytes(path)),
                    "Size",
                    Files.size(file)));
        }
    }
}
