package org.barman4j.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.codec.TarFile;
import org.barman4j.io.Crew;
import org.barman4j.io.PathText;
import org.barman4j.io.StorageException;
import org.barman4j.manifest.ManifestIndex.Expected;

/** Compares the files of a backup with its manifest, by the rules of pg_verifybackup, be they plain or in tar archives. */
public final class BackupVerification {
    private static final Set<String> EXEMPT =
            Set.of(BackupManifest.NAME, "postgresql.auto.conf", "recovery.signal", "standby.signal");
    private static final String WAL = "pg_wal/";
    private static final Pattern ARCHIVE = Pattern.compile("(base|pg_wal|\\d+)\\.tar(\\.[a-z0-9]+)?");

    private final Path directory;
    private final Onlooker onlooker;
    private final Findings findings = new Findings();
    private ManifestIndex index;

    /** @param onlooker sees the files in the same pass, whether or not they are as the manifest says */
    public BackupVerification(Path directory, Onlooker onlooker) {
        this.directory = directory;
        this.onlooker = onlooker;
    }

    /** Whether the files of a backup are in tar archives. Where there are none, they are not. */
    public static boolean isArchived(Path directory) throws IOException {
        return Files.isDirectory(directory) && !archives(directory).isEmpty();
    }

    /** Fails unless there is the archive of the data directory, without which nearly all files are missing. */
    public static void requireBase(Path directory) throws IOException {
        if (archives(directory).stream()
                .noneMatch(archive -> archive.getFileName().toString().startsWith("base."))) {
            throw new IOException("there is no archive \"base.tar\", compressed or not");
        }
    }

    /**
     * What is wrong; nothing if all is well.
     *
     * @throws ManifestException if the manifest is of no use
     * @throws IOException if a directory or an archive can't be read, behind which there is no telling what is missing
     */
    public List<String> problems() throws IOException {
        index = ManifestIndex.read(directory.resolve(BackupManifest.NAME));
        List<Path> archives = archives(directory);
        int size = Runtime.getRuntime().availableProcessors();
        try (Crew<Boolean> crew = new Crew<>(size, done -> {})) {
            if (archives.isEmpty()) {
                plain(crew);
            } else {
                for (Path archive : archives) {
                    crew.submit(() -> archived(archive));
                }
            }
            crew.finish();
        }
        index.unseen(path -> {
            if (!isExempt(path)) {
                findings.add("\"" + path + "\" is present in the manifest but not on disk");
            }
        });
        return findings.sorted();
    }

    private static List<Path> archives(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.tar*")) {
            List<Path> archives = new ArrayList<>();
            for (Path entry : entries) {
                if (ARCHIVE.matcher(entry.getFileName().toString()).matches()) {
                    archives.add(entry);
                }
            }
            return archives;
        }
    }

    static boolean isExempt(String path) {
        return path.startsWith(WAL) || EXEMPT.contains(path);
    }

    /** Links are followed: those of tablespaces lead beside the data. */
    private void plain(Crew<Boolean> crew) throws IOException {
        Set<FileVisitOption> following = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        Files.walkFileTree(directory, following, Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = PathText.of(directory.relativize(file));
                if (!isExempt(path)) {
                    crew.submit(() -> {
                        plain(file, path, attributes.size());
                        return true;
                    });
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                throw unreadable(file, failure);
            }
        });
    }

    private void plain(Path file, String path, long size) {
        try (InputStream content = Files.newInputStream(file)) {
            compare(path, size, content);
        } catch (IOException e) {
            index.see(path);
            findings.add("could not read file \"" + path + "\": " + StorageException.reason(e));
        }
    }

    private static IOException unreadable(Path place, IOException cause) {
        return new IOException("could not read \"" + place + "\": " + StorageException.reason(cause), cause);
    }

    private boolean archived(Path archive) throws IOException {
        Matcher name = ARCHIVE.matcher(archive.getFileName().toString());
        if (!name.matches() || name.group(1).equals("pg_wal")) {
            return false;
        }
        String prefix = name.group(1).equals("base") ? "" : "pg_tblspc/" + name.group(1) + "/";
        try {
            TarFile.read(archive, (entry, content) -> {
                String path = prefix + TarFile.path(entry);
                if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink() && !isExempt(path)) {
                    compare(path, entry.getSize(), content);
                }
            });
        } catch (IOException damaged) {
            throw unreadable(archive, damaged);
        }
        return true;
    }

    private void compare(String path, long size, InputStream content) throws IOException {
        boolean watched = onlooker.wants(path);
        Expected expected = index.see(path);
        if (expected == null) {
            findings.add("\"" + path + "\" is present on disk but not in the manifest");
        } else if (expected.size() != size) {
            findings.add(
                    "\"" + path + "\" has size " + size + " on disk but size " + expected.size() + " in the manifest");
        } else {
            byte[] checksum = watched
                    ? expected.kind().of(content, all -> onlooker.look(path, all))
                    : expected.kind().of(content);
            if (!expected.hasChecksum(checksum)) {
                findings.add("checksum mismatch for file \"" + path + "\"");
            }
            return;
        }
        if (watched) {
            onlooker.look(path, content);
        }
    }
}
