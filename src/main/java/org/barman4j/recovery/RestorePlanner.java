package org.barman4j.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.XlogDb;

/** Decides how a backup is restored, and whether recovery can get to its target, from what the files say. */
final class RestorePlanner {
    private static final int VERSION_12 = 120_000;
    private static final int VERSION_10 = 100_000;

    private final ServerConfig server;
    private final XlogDb xlogDb;
    private final Notices notices;

    RestorePlanner(ServerConfig server, XlogDb xlogDb, Notices notices) {
        this.server = server;
        this.xlogDb = xlogDb;
        this.notices = notices;
    }

    /**
     * Decides, for a request that makes sense for this backup.
     *
     * @param chain the backup and those that it builds on
     */
    RestorePlan plan(RestoreRequest request, BackupInfo backup, List<BackupInfo> chain) {
        Restrictions restrictions = new Restrictions(server, request, backup);
        boolean getWal = Restrictions.wants(server, "get-wal");
        List<Objection> objections = new ArrayList<>(broken(chain));
        Optional<TargetTime> time = time(request.target(), objections);
        WalPlanner walPlanner = new WalPlanner(server, xlogDb, request, backup, getWal, notices);
        RecoveryWal wal = walPlanner.plan(time);
        objections.addAll(walPlanner.objections());
        String below = RestorePlan.below(request.destination(), "");
        long version = backup.number(BackupField.VERSION).orElse((long) VERSION_12);
        String walDirectory = request.target().isPointInTime()
                ? request.walDirectory().orElse(below + "barman_wal")
                : below + (version < VERSION_10 ? "pg_xlog" : "pg_wal");
        return new RestorePlan(
                request,
                backup,
                chain,
                request.destination(),
                locations(request, backup),
                time,
                Stream.of(time.flatMap(TargetTime::warning), walPlanner.leftOut(), insideHome(request))
                        .flatMap(Optional::stream)
                        .toList(),
                getWal,
                Restrictions.wants(server, "delta-restore"),
                chain.stream().anyMatch(BaseCopy::isArchived),
                restrictions.staging(),
                restrictions.isStagedThere(),
                walDirectory,
                wal,
                bytes(chain),
                objections);
    }

    /** That can't be refused: there may be no other file system that is large enough. */
    private Optional<String> insideHome(RestoreRequest request) {
        Path home = server.path(Options.BACKUP_DIRECTORY)
                .toAbsolutePath()
                .normalize()
                .getParent();
        Path destination = Path.of(request.destination()).toAbsolutePath().normalize();
        boolean inside = home != null && home.getParent() != null && destination.startsWith(home);
        return request.isRemote() || !inside
                ? Optional.empty()
                : Optional.of(
                        "The destination is inside " + home + ", where Barman keeps its servers: it takes the room"
                                + " of backups and WAL, and is to be removed when it is not needed any more.");
    }

    private static Optional<TargetTime> time(RecoveryTarget target, List<Objection> objections) {
        if (target.kind() != RecoveryTarget.Kind.TIME) {
            return Optional.empty();
        }
        try {
            return Optional.of(TargetTime.parse(target.value()));
        } catch (RefusedException e) {
            objections.add(new Objection(e.getMessage(), e.hint().orElse("")));
            return Optional.empty();
        }
    }

    /** A chain that does not lead to a full backup. */
    private static List<Objection> broken(List<BackupInfo> chain) {
        BackupInfo last = chain.get(chain.size() - 1);
        return last.parent()
                .map(missing -> List.of(new Objection(
                        "backup " + missing + ", on which backup " + last.id() + " builds, is not in the catalogue",
                        "Restore another backup: this one is of no use without it.")))
                .orElse(List.of());
    }

    private static Map<String, String> locations(RestoreRequest request, BackupInfo backup) {
        Map<String, String> locations = new LinkedHashMap<>();
        for (Tablespace tablespace : backup.tablespaces()) {
            locations.put(
                    tablespace.name(), request.tablespaces().getOrDefault(tablespace.name(), tablespace.location()));
        }
        return locations;
    }

    /** What the files of the backup hold, at least: for archives, what they were made of is the better figure. */
    private static long bytes(List<BackupInfo> chain) {
        BackupInfo backup = chain.get(0);
        long cluster = backup.number(BackupField.CLUSTER_SIZE).orElse(0);
        long size = backup.number(BackupField.SIZE).orElse(0);
        return chain.size() > 1 || BaseCopy.isArchived(backup) ? Math.max(cluster, size) : size;
    }
}
