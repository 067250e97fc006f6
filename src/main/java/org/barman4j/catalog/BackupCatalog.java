package org.barman4j.catalog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;

/** The catalogue of one server on disk. */
public final class BackupCatalog {
    private static final String SUFFIX = "-backup.info";
    private static final String OLD_NAME = "backup.info";
    private static final String PAGE_REPORT = "-page_checksums.json";
    private static final String RESTORE_TEST = "-restore_test.json";

    private final String server;
    private final String mode;
    private final Path baseDirectory;
    private final Path metaDirectory;
    private final Takers takers;
    private final Disk disk;

    /** Tells whether anybody is taking a backup of a server. */
    @FunctionalInterface
    public interface Takers {
        boolean areAtWork(String server);
    }

    /**
     * The catalogue of one server.
     *
     * @param mode the method that the server uses now, assumed for backups that don't tell theirs
     */
    public BackupCatalog(String server, String mode, Path baseDirectory, Path metaDirectory, Takers takers, Disk disk) {
        this.takers = takers;
        this.server = server;
        this.mode = mode;
        this.baseDirectory = baseDirectory;
        this.metaDirectory = metaDirectory;
        this.disk = disk;
    }

    /** Where the files of a backup are. */
    public Path directoryOf(BackupId id) {
        return baseDirectory.resolve(id.text());
    }

    /** Where its data directory is; the oldest Barmans called it otherwise. */
    public Path dataOf(BackupId id) {
        Path old = directoryOf(id).resolve("pgdata");
        return old.toFile().isDirectory() ? old : directoryOf(id).resolve("data");
    }

    /** Where the metadata of a backup is read from, or will be written to. */
    public Path infoFileOf(BackupId id) {
        Path file = metaDirectory.resolve(id.text() + SUFFIX);
        Path old = directoryOf(id).resolve(OLD_NAME);
        return !file.toFile().exists() && old.toFile().exists() ? old : file;
    }

    /** Where the report on the pages of a backup is, if they were examined. */
    public Path pageReportOf(BackupId id) {
        return metaDirectory.resolve(id.text() + PAGE_REPORT);
    }

    /** Where the record of the last time is that a backup was restored to try it. */
    public Path restoreTestOf(BackupId id) {
        return metaDirectory.resolve(id.text() + RESTORE_TEST);
    }

    /** Whether nothing but the metadata is left of a backup. */
    public boolean isOrphan(BackupInfo backup) {
        Path directory = directoryOf(backup.id());
        if (backup.status() == BackupStatus.EMPTY || !directory.toFile().isDirectory()) {
            return backup.status() != BackupStatus.EMPTY;
        }
        return directory.resolve(OLD_NAME).toFile().exists()
                && entries(directory).size() == 1;
    }

    /**
     * Backups that are gone, though there still are files beside their metadata: a deletion was cut off at its very end,
     * or a backup at its very beginning.
     */
    public Set<BackupId> traces() {
        Set<BackupId> traces = new HashSet<>();
        for (Path file : entries(metaDirectory)) {
            String name = file.getFileName().toString();
            int end = Math.max(0, name.indexOf('-'));
            boolean ours = Stream.of(SUFFIX, PAGE_REPORT, RESTORE_TEST, DeleteMarks.SUFFIX)
                    .anyMatch(name.substring(end)::startsWith);
            if (ours && BackupId.isWellFormed(name.substring(0, end))) {
                BackupId id = new BackupId(name.substring(0, end));
                if (!infoFileOf(id).toFile().exists()
                        && !directoryOf(id).toFile().exists()) {
                    traces.add(id);
                }
            }
        }
        return traces;
    }

    /** Takes a backup whose files are gone out of the catalogue. */
    public void remove(BackupId id) {
        Path file = metaDirectory.resolve(id.text() + SUFFIX);
        try {
            if (Files.exists(file)) {
                disk.delete(file);
                disk.syncDirectory(metaDirectory);
            }
        } catch (IOException e) {
            throw StorageException.because("remove " + file, e);
        }
    }

    /**
     * Reads every backup's metadata. A backup that nobody is taking any more counts as failed, though its file may still
     * say something else.
     */
    public Backups load() {
        Backups backups = loadAsWritten();
        boolean doubtful = backups.oldestFirst().stream().anyMatch(BackupInfo::isUnderWay);
        return doubtful && !takers.areAtWork(server) ? settled(backups, loadAsWritten()) : backups;
    }

    /** The backups, now that nobody is at work on those which were under way before. One may have been completed since. */
    private static Backups settled(Backups before, Backups now) {
        TreeMap<String, BackupInfo> settled = new TreeMap<>();
        for (BackupInfo backup : now.oldestFirst()) {
            boolean abandoned = backup.isUnderWay()
                    && before.find(backup.id()).filter(BackupInfo::isUnderWay).isPresent();
            settled.put(backup.id().text(), abandoned ? backup.abandoned() : backup);
        }
        return new Backups(settled, now.damagedById());
    }

    /** The same as the files have it. Where both places have some, the new one counts and the old one is not read. */
    public Backups loadAsWritten() {
        TreeMap<String, BackupInfo> found = new TreeMap<>();
        TreeMap<String, DamagedFileException> damaged = new TreeMap<>();
        for (Path file : entries(metaDirectory)) {
            String name = file.getFileName().toString();
            if (!name.startsWith(".") && name.endsWith(SUFFIX) && name.length() > SUFFIX.length()) {
                load(file, name.substring(0, name.length() - SUFFIX.length()), found, damaged);
            }
        }
        for (Path directory : entries(baseDirectory)) {
            String id = directory.getFileName().toString();
            Path file = directory.resolve(OLD_NAME);
            boolean known = found.containsKey(id) || damaged.containsKey(id);
            if (!known && !id.startsWith(".") && file.toFile().exists()) {
                load(file, id, found, damaged);
            }
        }
        return new Backups(found, damaged);
    }

    /** Makes the metadata of a backup durable, in the new place wherever it was read from. */
    public void save(BackupInfo backup) {
        Path file = metaDirectory.resolve(backup.id().text() + SUFFIX);
        try {
            disk.createDirectories(metaDirectory);
            new AtomicFile(disk).write(file, BackupInfoFile.print(backup));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }

    /** Has the parent of a backup know of it, so that both are deleted together. */
    public void linkToParent(BackupInfo backup) {
        Optional<BackupInfo> parent = backup.parent().flatMap(id -> load().find(id));
        if (parent.isEmpty() || parent.get().children().contains(backup.id())) {
            return;
        }
        List<String> children = new ArrayList<>();
        parent.get().children().stream().map(BackupId::text).forEach(children::add);
        children.add(backup.id().text());
        save(parent.get().with(BackupField.CHILDREN_BACKUP_IDS, String.join(",", children)));
    }

    private void load(Path file, String id, Map<String, BackupInfo> found, Map<String, DamagedFileException> damaged) {
        try {
            found.put(id, BackupInfoFile.read(file, new BackupId(id), server, mode));
        } catch (DamagedFileException e) {
            damaged.put(id, e);
        }
    }

    private static List<Path> entries(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                entries.add(entry);
            }
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException e) {
            throw StorageException.because("read the directory " + directory, e);
        }
        return entries;
    }
}
