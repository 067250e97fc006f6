package org.barman4j.recovery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupInfoFile;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;
import org.barman4j.text.PythonTime;

/**
 * Does what a plan says, step by step. Until the last of them the destination bears a mark and lacks {@code pg_control}, so
 * that nobody can take what is in it for a cluster; that file comes when all else has been forced to the storage.
 */
final class Restoration {
    private static final int VERSION_12 = 120_000;
    private static final byte[] NOTHING = {};

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final Destination destination;
    private final Disk disk;
    private final Clock clock;
    private final Progress progress;
    private final int unpackers;
    private final Notices notices;

    Restoration(
            ServerConfig server,
            BackupCatalog catalog,
            Destination destination,
            RestoreService.Surroundings surroundings,
            Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.destination = destination;
        this.disk = surroundings.disk();
        this.clock = surroundings.clock();
        this.progress = surroundings.progress();
        this.unpackers = surroundings.unpackers();
        this.notices = notices;
    }

    RestoreOutcome restore(RestorePlan plan, OptionalLong horizon, Instant start)
            throws IOException, InterruptedException {
        BackupInfo backup = plan.backup();
        long version = backup.number(BackupField.VERSION).orElse((long) VERSION_12);

        Optional<UnfinishedRestore> unfinished = UnfinishedRestore.find(plan, destination);
        if (unfinished.isPresent() && !plan.delta()) {
            unfinished.get().clear(plan, destination);
        }
        UnfinishedRestore.mark(plan, destination);
        destination.delete(
                plan.destination(), ControlFile.PATH); // a cluster that is made another one is none meanwhile
        for (String location : plan.locations().values()) {
            destination.prepare(location);
        }
        byte[] control = new BaseCopy(server, catalog, destination, disk, progress, notices).copy(plan, horizon);
        progress.end();
        linkTablespaces(plan);
        destination.write(plan.destination(), Map.of(".barman-recover.info", BackupInfoFile.print(backup)));
        destination.rename(plan.destination(), "backup_manifest", "backup_manifest." + backup.id());
        if (!plan.getWal()) {
            deliverWal(plan);
        }
        List<String> lines = recoverySettings(plan, version);
        destination.prepare(plan.walDirectory());
        destination.prepare(RestorePlan.below(plan.walDirectory(), "archive_status"));
        notices.info("Identify dangerous settings in destination directory.");
        ServerSettings settings = new ServerSettings(plan, version, destination);
        settings.adjust(lines);
        finish(plan, control);
        return new RestoreOutcome(
                settings.changes(),
                settings.warnings(),
                settings.missing(),
                !plan.doubts().isEmpty(),
                settings.recoveryFile(),
                plan.getWal() ? Optional.of(settings.recoveryFile()) : Optional.empty(),
                PythonTime.local(start),
                Duration.between(start, clock.instant()));
    }

    /** In the order in which PostgreSQL could find them. */
    private void finish(RestorePlan plan, byte[] control) throws IOException, InterruptedException {
        progress.phase("writing to the storage", 0);
        List<String> directories = new ArrayList<>(plan.directories());
        directories.add(plan.walDirectory());
        String inside = RestorePlan.below(plan.destination(), "");
        directories.removeIf(directory -> directory.startsWith(inside)); // which is forced with the whole
        destination.sync(directories);
        String global = RestorePlan.below(plan.destination(), ControlFile.DIRECTORY);
        try {
            destination.write(global, Map.of(ControlFile.NAME, control));
            destination.sync(List.of(global)); // before the mark goes, which must not go first
        } catch (IOException | InterruptedException | BarmanException e) {
            withdraw(plan);
            throw e;
        }
        unmark(plan, global);
        progress.end();
    }

    /** Whoever was cut off can't know whether {@code pg_control} has arrived, and says that there is none. */
    private void withdraw(RestorePlan plan) {
        boolean interrupted = Thread.interrupted();
        try {
            destination.delete(plan.destination(), ControlFile.PATH);
        } catch (IOException | BarmanException e) {
            notices.debug("cannot remove " + ControlFile.PATH + " again: " + e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is there can be used by now, so that a mark that stays is no reason to say that it can't. */
    private void unmark(RestorePlan plan, String global) {
        try {
            destination.delete(plan.destination(), UnfinishedRestore.NAME);
            destination.sync(List.of(global));
        } catch (IOException | BarmanException e) {
            notices.warning("The restore is complete, but '"
                    + RestorePlan.below(plan.destination(), UnfinishedRestore.NAME) + "' may still be there: "
                    + e.getMessage());
            notices.hint("Remove that file; PostgreSQL can be started.");
        }
    }

    private void linkTablespaces(RestorePlan plan) throws IOException {
        String links = RestorePlan.below(plan.destination(), "pg_tblspc");
        destination.prepare(links);
        for (Tablespace tablespace : plan.backup().tablespaces()) {
            String location = plan.locations().get(tablespace.name());
            destination.link(location, RestorePlan.below(links, Long.toString(tablespace.oid())));
            notices.info("\t" + tablespace.oid() + ", " + tablespace.name() + ", " + location);
        }
    }

    private void deliverWal(RestorePlan plan) throws IOException, InterruptedException {
        warnIfWaiting(plan);
        destination.prepare(plan.walDirectory());
        notices.info("Copying required WAL segments.");
        Path workspace = Path.of(workspace(plan));
        List<DamagedRecord> damaged = new WalDelivery(
                        server, destination, plan.request().isRemote(), unpackers, disk, progress)
                .deliver(plan.wal(), plan.backup(), plan.walDirectory(), workspace);
        progress.end();
        new DamageCheck(plan, notices).judge(damaged);
        if (!plan.isPointInTime()) {
            notices.info("Generating archive status files");
            String status = RestorePlan.below(plan.walDirectory(), "archive_status");
            destination.prepare(status);
            destination.create(
                    status,
                    plan.wal().archived().stream().map(name -> name + ".done").toList());
        }
    }

    /** Where WAL is unpacked that goes to another host. */
    private static String workspace(RestorePlan plan) {
        if (!plan.request().isRemote()) {
            return plan.destination();
        }
        return plan.stagedThere() ? System.getProperty("java.io.tmpdir") : plan.staging();
    }

    private void warnIfWaiting(RestorePlan plan) {
        boolean waiting = plan.backup().status() == BackupStatus.WAITING_FOR_WALS
                && catalog.load()
                        .find(plan.backup().id())
                        .filter(now -> now.status() == BackupStatus.WAITING_FOR_WALS)
                        .isPresent();
        if (waiting) {
            notices.warning(
                    "IMPORTANT: The backup we have restored IS NOT VALID. Required WAL files for consistency are"
                            + " missing. Please verify that WAL archiving is working correctly or evaluate using the 'get-wal'"
                            + " option for recovery");
        }
    }

    /** Writes what makes PostgreSQL recover, and returns the lines that are still to be put into its settings. */
    private List<String> recoverySettings(RestorePlan plan, long version) throws IOException, InterruptedException {
        if (!plan.isPointInTime() && !plan.getWal() && !plan.request().standby()) {
            return List.of();
        }
        notices.info("Generating recovery configuration");
        RecoverySettings settings = new RecoverySettings(server, version, plan.request(), plan.time());
        List<String> lines = plan.getWal() ? settings.fetching(thisHost()) : settings.copying(plan.walDirectory());
        if (version >= VERSION_12) {
            String signal = plan.request().standby() ? "standby.signal" : "recovery.signal";
            destination.write(plan.destination(), Map.of(signal, NOTHING));
            return lines;
        }
        String text = String.join("\n", lines) + "\n";
        destination.write(plan.destination(), Map.of("recovery.conf", text.getBytes(StandardCharsets.UTF_8)));
        return List.of();
    }

    /** The name by which other hosts know this one, if there is one. */
    private static String thisHost() {
        try {
            InetAddress here = InetAddress.getLocalHost();
            String name = here.getCanonicalHostName();
            return name.equals(here.getHostAddress()) ? here.getHostName() : name;
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
