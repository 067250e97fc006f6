package org.barman4j.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.codec.GpgEncryption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;
import org.barman4j.report.Progress;

/**
 * Copies the archives of a backup to another host as they are, which spares the network, and has them unpacked there by the
 * programs of that host. These compare nothing with the manifest, so that is done here before they go.
 */
final class RemoteArchives {
    /** What makes a tar file of an archive, by how that is called. */
    private static final Map<String, String> PROGRAMS = Map.of("gz", "gzip", "lz4", "lz4", "zst", "zstd");

    private static final String ENCRYPTED = "." + GpgEncryption.NAME;

    private final ServerConfig server;
    private final RemoteDestination destination;
    private final Path temporary;
    private final Disk disk;
    private final Progress progress;

    /** @param temporary a directory of this host for what is decrypted */
    RemoteArchives(ServerConfig server, RemoteDestination destination, Path temporary, Disk disk, Progress progress) {
        this.server = server;
        this.destination = destination;
        this.temporary = temporary;
        this.disk = disk;
        this.progress = progress;
    }

    /** The programs that unpack what is in a directory. */
    static List<String> programs(Path data) throws IOException {
        List<String> programs = new ArrayList<>(List.of("tar"));
        for (Path archive : Unpacking.archives(data).values()) {
            String program = PROGRAMS.get(suffix(plainName(archive)));
            if (program != null && !programs.contains(program)) {
                programs.add(program);
            }
        }
        return programs;
    }

    /**
     * Does so.
     *
     * @param data where the archives are
     * @param workspace a directory over there for them
     * @param targets where to unpack each; {@code base} is the data directory, the others are tablespaces
     * @param whole whether {@code pg_control} comes to its place
     * @return what that holds
     */
    byte[] unpack(BackupInfo backup, Path data, String workspace, Map<String, String> targets, boolean whole)
            throws IOException, InterruptedException {
        int jobs = Math.max(server.required(Options.PARALLEL_JOBS), 1);
        progress.phase("reading archives", BaseCopy.packedBytes(backup));
        byte[] control = new Unpacking(server, jobs, disk, progress).examine(data, targets.keySet());
        if (backup.text(BackupField.ENCRYPTION).isPresent()) {
            try (Scratch scratch = Scratch.in(temporary, "barman-decrypt-", disk)) {
                progress.phase("decrypting archives", 0);
                decrypt(data, scratch.path());
                unpackThere(scratch.path(), workspace, targets, whole);
            }
        } else {
            unpackThere(data, workspace, targets, whole);
        }
        return control;
    }

    private void decrypt(Path data, Path target) throws IOException {
        for (Path archive : Unpacking.archives(data).values()) {
            try (InputStream content = new GpgEncryption(server).decrypt(archive);
                    DiskFile file = disk.create(target.resolve(plainName(archive)))) {
                content.transferTo(new DiskStream(file));
            }
        }
    }

    private void unpackThere(Path archives, String workspace, Map<String, String> targets, boolean whole)
            throws IOException, InterruptedException {
        destination.prepare(workspace);
        destination.copy(
                List.of(new Destination.Tree(
                        Destination.Tree.DATA,
                        archives,
                        workspace,
                        List.of("/backup_manifest"),
                        List.of(),
                        server.bandwidthLimit())),
                OptionalLong.empty());
        progress.phase("unpacking archives over there", 0);
        Map<String, Path> names = Unpacking.archives(archives);
        for (Map.Entry<String, String> target : targets.entrySet()) {
            destination.prepare(target.getValue());
            Path name = names.get(target.getKey()).getFileName();
            String archive = RestorePlan.below(workspace, name.toString());
            destination.work(tar(archive, target.getValue(), target.getKey().equals("base"), whole));
            destination.delete(workspace, name.toString());
        }
    }

    private static List<String> tar(String archive, String target, boolean base, boolean whole) {
        List<String> argv = new ArrayList<>(List.of("tar"));
        String program = PROGRAMS.get(suffix(archive));
        if (program != null) {
            argv.add("--use-compress-program=" + program);
        }
        argv.addAll(List.of("--extract", "--preserve-permissions", "--file=" + archive, "--directory=" + target));
        if (base) {
            argv.add("--anchored");
            List<String> excluded = new ArrayList<>(Unpacking.EXCLUDED);
            if (!whole) {
                excluded.add(ControlFile.PATH);
            }
            excluded.forEach(path -> argv.addAll(List.of("--exclude=" + path, "--exclude=./" + path)));
        }
        return argv;
    }

    private static String plainName(Path archive) {
        String name = archive.getFileName().toString();
        return name.endsWith(ENCRYPTED) ? name.substring(0, name.length() - ENCRYPTED.length()) : name;
    }

    private static String suffix(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
