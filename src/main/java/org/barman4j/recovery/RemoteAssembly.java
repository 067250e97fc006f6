package org.barman4j.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.manifest.BackupManifest;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;

/** Puts a backup that is not plain together on the host that it goes to, from what is copied there as it is. */
final class RemoteAssembly {
    private final BackupCatalog catalog;
    private final RestorePlan plan;
    private final RemoteDestination destination;
    private final RemoteArchives archives;
    private final Progress progress;
    private final ServerConfig server;
    private final Notices notices;
    private final String staging;

    RemoteAssembly(
            ServerConfig server,
            BackupCatalog catalog,
            RestorePlan plan,
            RemoteDestination destination,
            Disk disk,
            Progress progress,
            Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.plan = plan;
        this.destination = destination;
        this.archives = new RemoteArchives(server, destination, Path.of(plan.staging()), disk, progress);
        this.progress = progress;
        this.notices = notices;
        this.staging = staging(plan);
    }

    /** The same for the same restore, so that it finds what it has left when it was killed, and no other's. */
    private static String staging(RestorePlan plan) {
        CRC32 sum = new CRC32();
        sum.update((plan.backup().serverName() + " " + plan.destination()).getBytes(StandardCharsets.UTF_8));
        return RestorePlan.below(
                plan.staging(), "barman-restore-" + plan.backup().id() + "-" + Long.toHexString(sum.getValue()));
    }

    /** Does so, and returns what {@code pg_control} holds, which does not come to its place. */
    byte[] build() throws IOException, InterruptedException {
        if (plan.chain().stream()
                .anyMatch(link -> link.text(BackupField.ENCRYPTION).isPresent())) {
            notices.warning("'staging_location' is set to 'remote', but archives are decrypted on this host, which has"
                    + " the key. They are unpacked over there.");
        }
        destination.remove(staging);
        destination.prepare(plan.staging());
        destination.make(staging); // below a directory in which anybody may make one, perhaps
        try {
            return plan.backup().isIncremental() ? combine() : unpack();
        } finally {
            clean();
        }
    }

    /** Also for a thread that has been interrupted. */
    private void clean() {
        boolean interrupted = Thread.interrupted();
        try {
            destination.remove(staging);
        } catch (IOException | BarmanException e) {
            notices.warning("'" + staging + "' is left on the host to restore to: " + e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] unpack() throws IOException, InterruptedException {
        BackupInfo backup = plan.backup();
        Map<String, String> targets =
                targets(backup, plan.destination(), each -> plan.locations().get(each.name()));
        return archives.unpack(
                backup, catalog.dataOf(backup.id()), RestorePlan.below(staging, "archives"), targets, false);
    }

    /** Where each archive of a backup is unpacked. */
    private static Map<String, String> targets(
            BackupInfo backup, String data, Function<Tablespace, String> tablespaces) {
        Map<String, String> targets = new LinkedHashMap<>(Map.of("base", data));
        backup.tablespaces().forEach(each -> targets.put(Long.toString(each.oid()), tablespaces.apply(each)));
        return targets;
    }

    private byte[] combine() throws IOException, InterruptedException {
        List<String> chain = new ArrayList<>();
        for (BackupInfo link : plan.chain()) {
            chain.add(0, stage(link));
        }
        Map<String, String> mapping = new LinkedHashMap<>();
        for (Tablespace tablespace : plan.backup().tablespaces()) {
            mapping.put(place(plan.backup(), tablespace), plan.locations().get(tablespace.name()));
        }
        progress.phase(Combination.PHASE, 0);
        return new RemoteCombination(server, destination, notices)
                .combine(plan.backup(), chain, mapping, plan.destination());
    }

    private String place(BackupInfo link, Tablespace tablespace) {
        return place(link, Long.toString(tablespace.oid()));
    }

    private String place(BackupInfo link, String name) {
        return RestorePlan.below(RestorePlan.below(staging, link.id().text()), name);
    }

    /** Brings one link of the chain there, as it would be if it had been taken with plain files, and returns where it is. */
    private String stage(BackupInfo link) throws IOException, InterruptedException {
        String data = place(link, "data");
        destination.prepare(RestorePlan.below(staging, link.id().text()));
        destination.prepare(data);
        Path source = catalog.dataOf(link.id());
        if (BaseCopy.isArchived(link)) {
            Map<String, String> targets = targets(link, data, each -> place(link, each));
            archives.unpack(link, source, place(link, "archives"), targets, true);
            destination.copy(source, List.of(BackupManifest.NAME), data);
        } else {
            destination.copy(trees(link, source, data), OptionalLong.empty());
        }
        String links = RestorePlan.below(data, "pg_tblspc");
        destination.prepare(links);
        for (Tablespace tablespace : link.tablespaces()) {
            destination.link(place(link, tablespace), RestorePlan.below(links, Long.toString(tablespace.oid())));
        }
        return data;
    }

    private List<Destination.Tree> trees(BackupInfo link, Path source, String data) throws IOException {
        List<Destination.Tree> trees = new ArrayList<>();
        for (Tablespace tablespace : link.tablespaces()) {
            String target = place(link, tablespace);
            destination.prepare(target);
            trees.add(new Destination.Tree(
                    tablespace.name(),
                    Combination.place(catalog.directoryOf(link.id()), tablespace),
                    target,
                    List.of(),
                    List.of(),
                    server.bandwidthLimit(tablespace.name())));
        }
        trees.add(new Destination.Tree(
                Destination.Tree.DATA,
                source,
                data,
                List.of("/pg_tblspc/*", "/pg_wal/*"),
                List.of(),
                server.bandwidthLimit()));
        return trees;
    }
}
