package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.io.PathText;
import org.barman4j.manifest.BackupManifest;
import org.barman4j.manifest.ManifestException;
import org.barman4j.manifest.ManifestFiles;
import org.barman4j.manifest.ManifestSizes;

/** Looks whether the files of a backup are there, and as long as they should be, before anybody relies on them. */
final class SourceCheck {
    private static final String TABLESPACES = "pg_tblspc/";

    private final BackupCatalog catalog;
    private final String server;

    SourceCheck(BackupCatalog catalog, String server) {
        this.catalog = catalog;
        this.server = server;
    }

    /** What is missing, of a backup and those that it builds on. */
    List<Objection> objections(List<BackupInfo> chain) throws IOException {
        List<Objection> objections = new ArrayList<>();
        for (BackupInfo backup : chain) {
            Path data = catalog.dataOf(backup.id());
            if (!Files.isDirectory(data)) {
                objections.add(lost("backup " + backup.id() + " has no files: there is no directory " + data));
            } else if (BaseCopy.isArchived(backup)) {
                archived(backup, data).ifPresent(objections::add);
            } else {
                plain(backup, data).ifPresent(objections::add);
            }
        }
        return objections;
    }

    private Optional<Objection> archived(BackupInfo backup, Path data) throws IOException {
        Set<String> missing = new TreeSet<>(Set.of("base"));
        backup.tablespaces().forEach(each -> missing.add(Long.toString(each.oid())));
        missing.removeAll(Unpacking.archives(data).keySet());
        if (!missing.isEmpty()) {
            return Optional.of(lost("backup " + backup.id() + " lacks the archive "
                    + missing.iterator().next() + ".tar in " + data));
        }
        try {
            ManifestSizes.read(data);
            return Optional.empty();
        } catch (ManifestException damaged) {
            return Optional.of(incomplete(backup, damaged.getMessage(), data));
        }
    }

    private Optional<Objection> plain(BackupInfo backup, Path data) throws IOException {
        for (String name : List.of("PG_VERSION", "backup_label", ControlFile.PATH)) {
            if (!Files.exists(data.resolve(name))) {
                return Optional.of(lost("backup " + backup.id() + " lacks " + name + " in " + data));
            }
        }
        Map<String, Path> tablespaces = new TreeMap<>();
        for (Tablespace tablespace : backup.tablespaces()) {
            Path place = Combination.place(catalog.directoryOf(backup.id()), tablespace);
            if (!Files.isDirectory(place)) {
                return Optional.of(lost("backup " + backup.id() + " lacks the files of tablespace " + tablespace.name()
                        + ": there is no directory " + place));
            }
            tablespaces.put(Long.toString(tablespace.oid()), place);
        }
        try {
            return ManifestFiles.problem(data, path -> place(path, data, tablespaces))
                    .map(problem -> incomplete(backup, "backup " + backup.id() + " " + problem, data));
        } catch (ManifestException damaged) {
            return Optional.of(incomplete(backup, damaged.getMessage(), data));
        }
    }

    private static Path place(String path, Path data, Map<String, Path> tablespaces) {
        int end = path.startsWith(TABLESPACES) ? path.indexOf('/', TABLESPACES.length()) : -1;
        Path tablespace = end < 0 ? null : tablespaces.get(path.substring(TABLESPACES.length(), end));
        return tablespace == null
                ? data.resolve(PathText.path(path))
                : tablespace.resolve(PathText.path(path.substring(end + 1)));
    }

    private static Objection lost(String message) {
        return new Objection(message, "Restore another backup.");
    }

    private Objection incomplete(BackupInfo backup, String message, Path data) {
        return new Objection(
                message,
                "Restore another backup; 'barman verify-backup " + server + " " + backup.id() + "' tells all that is"
                        + " wrong with this one. Where there is no other, move " + data.resolve(BackupManifest.NAME)
                        + " away, and it is restored as it is.");
    }
}
