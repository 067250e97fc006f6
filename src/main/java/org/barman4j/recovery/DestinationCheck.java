package org.barman4j.recovery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.ClientProgram;

/** Looks whether a backup can be restored where it is to go. */
final class DestinationCheck {
    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final RestorePlan plan;
    private final Destination destination;
    private final OwnDirectories own;

    DestinationCheck(
            ServerConfig server, BackupCatalog catalog, RestorePlan plan, Destination destination, OwnDirectories own) {
        this.server = server;
        this.catalog = catalog;
        this.plan = plan;
        this.destination = destination;
        this.own = own;
    }

    List<Objection> objections() throws IOException {
        List<Objection> objections = new ArrayList<>();
        if (!plan.request().isRemote()) {
            objections.addAll(own.objections(plan.targets()));
        }
        objections.addAll(new Overlaps(plan).objections());
        if (plan.backup().isIncremental() && objections.isEmpty()) {
            Optional<ClientProgram> program = destination instanceof RemoteDestination remote && plan.stagedThere()
                    ? RemoteCombination.program(server, remote, plan.backup())
                    : Combination.program(server);
            objections.addAll(Combination.objections(program, plan));
        }
        destination.server(plan.targets()).map(DestinationCheck::running).ifPresent(objections::add);
        destination
                .around(plan.targets(), plan.destination())
                .map(around -> new Objection(
                        "'" + around + "' is a PostgreSQL data directory, and nothing else belongs below it",
                        "Restore into a directory outside of it."))
                .ifPresent(objections::add);
        for (String program : destination.lacking(programs())) {
            objections.add(new Objection(
                    "the program " + program + " is not installed on the host to restore to",
                    "Install the package there."));
        }
        objections.addAll(new RoomCheck(catalog, plan, destination).objections());
        return objections;
    }

    private static Objection running(Destination.Running running) {
        return new Objection(
                "a PostgreSQL server is running in '" + running.directory() + "' (process " + running.pid() + ")",
                "Stop it first, or restore into another directory.");
    }

    /** What another host needs. */
    private List<String> programs() throws IOException {
        Set<String> programs = new LinkedHashSet<>(List.of("rsync"));
        if (plan.stagedThere()) {
            for (BackupInfo link : plan.chain()) {
                if (BaseCopy.isArchived(link)) {
                    programs.addAll(RemoteArchives.programs(catalog.dataOf(link.id())));
                }
            }
        }
        return List.copyOf(programs);
    }

    /** What is there although it must be empty; nothing for what an unfinished restore of this backup has left. */
    List<Objection> contents() throws IOException, InterruptedException {
        List<Objection> objections = new ArrayList<>();
        Optional<UnfinishedRestore> unfinished = UnfinishedRestore.find(plan, destination);
        if (plan.isWalApart() && isTaken(plan.walDirectory(), unfinished)) {
            objections.add(new Objection(
                    "the directory '" + plan.walDirectory()
                            + "' for WAL is not empty, and the server removes it when it" + " has recovered",
                    "Give --staging-wal-directory a directory that is empty or not there yet."));
        }
        if (plan.delta()) {
            if (unfinished.isEmpty() && isForeign()) {
                objections.add(new Objection(
                        "'" + plan.destination()
                                + "' does not look like a PostgreSQL data directory, and a delta restore"
                                + " removes from it what is not in the backup",
                        "Take an empty directory, or the one to bring up to date."));
            }
            return objections;
        }
        unfinished.flatMap(mark -> mark.objection(plan)).ifPresent(objections::add);
        if (isTaken(plan.destination(), unfinished)) {
            objections.add(new Objection(
                    "The restore operation cannot proceed because the destination folder '" + plan.destination()
                            + "' is not empty. To prevent accidental data loss, the destination must be empty. Please"
                            + " choose a different location or manually empty the folder.",
                    ""));
        }
        for (Map.Entry<String, String> tablespace : plan.locations().entrySet()) {
            String location = tablespace.getValue();
            if (isTaken(location, unfinished)) {
                objections.add(new Objection(
                        "The restore operation cannot proceed. The destination path '" + location
                                + "' for the tablespace '" + tablespace.getKey()
                                + "' is not empty. To prevent accidental data loss, the tablespace destination must be"
                                + " empty. Please choose a different location or manually empty the folder.",
                        "--tablespace " + tablespace.getKey() + ":DIRECTORY puts it into another directory."));
            }
        }
        return objections;
    }

    private boolean isForeign() throws IOException {
        List<String> names = destination.names(plan.destination()).orElse(List.of());
        return !names.isEmpty() && !names.contains("PG_VERSION") && !names.contains(".barman-recover.info");
    }

    private boolean isTaken(String directory, Optional<UnfinishedRestore> unfinished) throws IOException {
        return unfinished.filter(mark -> mark.covers(directory)).isEmpty()
                && !destination.names(directory).orElse(List.of()).isEmpty();
    }

    /** What would show when one begins to write. */
    List<Objection> writable() throws IOException {
        List<Objection> objections = new ArrayList<>();
        List<String> there = plan.targets();
        if (plan.stagedThere()) {
            there.add(plan.staging());
        } else if (plan.isStaged() && !LocalDestination.isWritableHere(plan.staging())) {
            objections.add(unwritable(plan.staging()));
        }
        for (String directory : there) {
            if (!destination.isWritable(directory)) {
                objections.add(unwritable(directory));
            }
        }
        return objections;
    }

    private static Objection unwritable(String directory) {
        return new Objection(
                "one can't write to '" + directory + "'",
                "Run barman as a user that may, make the directory writable for that user, or take another.");
    }
}
