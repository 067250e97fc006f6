package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;

/**
 * Brings the files of a backup to where they are restored, by the shortest way for its kind: plain files are copied,
 * archives unpacked straight into the destination, incremental backups combined there. Only what goes to another host and
 * is not plain is put together on this one first, or over there if that is wanted.
 */
final class BaseCopy {
    private static final List<String> EXCLUDED = List.of(
            "/pg_log/*",
            "/log/*",
            "/pg_xlog/*",
            "/pg_wal/*",
            "/postmaster.pid",
            "/recovery.conf",
            "/tablespace_map",
            "/" + ControlFile.PATH);

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final Destination destination;
    private final Disk disk;
    private final Progress progress;
    private final Notices notices;

    BaseCopy(
            ServerConfig server,
            BackupCatalog catalog,
            Destination destination,
            Disk disk,
            Progress progress,
            Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.destination = destination;
        this.disk = disk;
        this.progress = progress;
        this.notices = notices;
    }

    /**
     * Does so, and returns what {@code pg_control} holds, which is left out.
     *
     * @param horizon up to when files in the destination are known by size and time, in seconds since 1970
     */
    byte[] copy(RestorePlan plan, OptionalLong horizon) throws IOException, InterruptedException {
        BackupInfo backup = plan.backup();
        boolean plain = !plan.archived() && !backup.isIncremental();
        tellDecryption(plan);
        if (plain) {
            progress.phase("copying files", plan.bytes());
            Path data = catalog.dataOf(backup.id());
            Path control = data.resolve(ControlFile.PATH);
            copy(plan, data, catalog.directoryOf(backup.id()), horizon);
            return Files.readAllBytes(control);
        }
        if (plan.stagedThere() && destination instanceof RemoteDestination remote) {
            return new RemoteAssembly(server, catalog, plan, remote, disk, progress, notices).build();
        }
        try (Scratch scratch = Scratch.in(Path.of(plan.staging()), "barman-restore-", disk)) {
            Path staging = scratch.path();
            if (plan.request().isRemote()) {
                Path whole = staging.resolve("whole");
                Path data = whole.resolve("data");
                byte[] control = build(plan, data, places(backup, whole), staging);
                copy(plan, data, whole, horizon);
                return control;
            }
            return build(plan, Path.of(plan.destination()), locations(plan), staging);
        }
    }

    private void tellDecryption(RestorePlan plan) {
        for (BackupInfo backup : plan.chain()) {
            if (backup.text(BackupField.ENCRYPTION).isPresent()) {
                notices.info("Decrypting files from backup '" + backup.id() + "' for server '" + server.name() + "'.");
            }
        }
    }

    /** Unpacks and combines into directories of this host. */
    private byte[] build(RestorePlan plan, Path data, Map<Tablespace, Path> tablespaces, Path staging)
            throws IOException, InterruptedException {
        BackupInfo backup = plan.backup();
        makePrivate(data);
        for (Path each : tablespaces.values()) {
            makePrivate(each);
        }
        if (!backup.isIncremental()) {
            return unpack(backup, data, tablespaces);
        }
        List<Path> chain = new ArrayList<>();
        Map<Path, String> mapping = new LinkedHashMap<>();
        for (BackupInfo link : plan.chain()) {
            boolean packed = isArchived(link);
            Path directory = packed ? staging.resolve(link.id().text()) : catalog.directoryOf(link.id());
            Path source = packed ? directory.resolve("data") : catalog.dataOf(link.id());
            if (packed) {
                stage(link, directory, source);
            }
            chain.add(0, source);
            if (link == backup) {
                tablespaces.forEach((tablespace, target) ->
                        mapping.put(Combination.place(directory, tablespace), target.toString()));
            }
        }
        progress.phase(Combination.PHASE, 0);
        return new Combination(server, disk, notices).combine(backup, chain, mapping, data);
    }

    /** PostgreSQL starts in no other directory, and archives don't tell what theirs was like. */
    private void makePrivate(Path directory) throws IOException {
        disk.createDirectories(directory);
        disk.makeDirectory(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Unpacks one link of a chain, as it would be if it had been taken with plain files. */
    private void stage(BackupInfo link, Path directory, Path data) throws IOException {
        disk.createDirectories(data);
        Map<Tablespace, Path> tablespaces = places(link, directory);
        for (Path each : tablespaces.values()) {
            disk.createDirectories(each);
        }
        byte[] control = unpack(link, data, tablespaces);
        LocalDestination here = new LocalDestination((trees, horizon) -> {}, disk);
        here.write(data.resolve(ControlFile.DIRECTORY).toString(), Map.of(ControlFile.NAME, control));
        Path manifest = catalog.dataOf(link.id()).resolve("backup_manifest");
        here.copy(manifest.getParent(), List.of("backup_manifest"), data.toString());
        disk.createDirectories(data.resolve("pg_tblspc"));
        for (Map.Entry<Tablespace, Path> each : tablespaces.entrySet()) {
            here.link(
                    each.getValue().toString(),
                    data.resolve("pg_tblspc/" + each.getKey().oid()).toString());
        }
    }

    private byte[] unpack(BackupInfo backup, Path data, Map<Tablespace, Path> tablespaces) throws IOException {
        Map<String, Path> targets = new LinkedHashMap<>();
        targets.put("base", data);
        tablespaces.forEach((tablespace, path) -> targets.put(Long.toString(tablespace.oid()), path));
        int jobs = Math.max(server.required(Options.PARALLEL_JOBS), 1);
        progress.phase("unpacking archives", packedBytes(backup));
        return new Unpacking(server, jobs, disk, progress).unpack(catalog.dataOf(backup.id()), targets);
    }

    /** What is read of its archives. */
    static long packedBytes(BackupInfo backup) {
        return backup.number(BackupField.SIZE).orElse(0);
    }

    static boolean isArchived(BackupInfo backup) {
        return backup.text(BackupField.COMPRESSION).isPresent()
                || backup.text(BackupField.ENCRYPTION).isPresent();
    }

    private static Map<Tablespace, Path> places(BackupInfo backup, Path directory) {
        Map<Tablespace, Path> places = new LinkedHashMap<>();
        backup.tablespaces().forEach(each -> places.put(each, Combination.place(directory, each)));
        return places;
    }

    private static Map<Tablespace, Path> locations(RestorePlan plan) {
        Map<Tablespace, Path> locations = new LinkedHashMap<>();
        plan.backup()
                .tablespaces()
                .forEach(each -> locations.put(each, Path.of(plan.locations().get(each.name()))));
        return locations;
    }

    /** Copies plain files. */
    private void copy(RestorePlan plan, Path data, Path directory, OptionalLong horizon)
            throws IOException, InterruptedException {
        List<Destination.Tree> trees = new ArrayList<>();
        List<String> kept = new ArrayList<>(List.of("/" + UnfinishedRestore.NAME));
        for (Tablespace tablespace : plan.backup().tablespaces()) {
            String location = plan.locations().get(tablespace.name());
            if (location.startsWith(RestorePlan.below(plan.destination(), ""))) {
                kept.add(location.substring(
                        RestorePlan.below(plan.destination(), "").length() - 1));
            }
            kept.add("/pg_tblspc/" + tablespace.oid());
            trees.add(new Destination.Tree(
                    tablespace.name(),
                    Combination.place(directory, tablespace),
                    location,
                    List.of(),
                    List.of(),
                    server.bandwidthLimit(tablespace.name())));
        }
        trees.add(new Destination.Tree(
                Destination.Tree.DATA, data, plan.destination(), EXCLUDED, kept, server.bandwidthLimit()));
        destination.copy(trees, horizon);
    }
}
