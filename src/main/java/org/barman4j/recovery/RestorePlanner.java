package org.barman4j.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.Histories;
import org.barman4j.wal.SegmentSet;
import org.barman4j.wal.XlogDb;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/** Decides how a backup is restored, and whether recovery can get to its target, from what the files say. */
final class RestorePlanner {
    private static final int VERSION_12 = 120_000;
    private static final int VERSION_10 = 100_000;

    private final ServerConfig server;
    private final XlogDb xlogDb;

    RestorePlanner(ServerConfig server, XlogDb xlogDb) {
        this.server = server;
        this.xlogDb = xlogDb;
    }

    /**
     * Decides, for a request that makes sense for this backup.
     *
     * @param chain the backup and those that it builds on
     */
    RestorePlan plan(RestoreRequest request, BackupInfo backup, List<BackupInfo> chain) {
        Restrictions restrictions = new Restrictions(server, request, backup);
        BackupRange range = BackupRange.of(backup);
        boolean getWal = Restrictions.wants(server, "get-wal");
        List<Objection> objections = new ArrayList<>(broken(chain));
        Optional<TargetTime> time = time(request.target(), objections);
        RecoveryWal wal = wal(request.target(), time, range, backup, getWal, objections);
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

    private RecoveryWal wal(
            RecoveryTarget target,
            Optional<TargetTime> time,
            BackupRange range,
            BackupInfo backup,
            boolean getWal,
            List<Objection> objections) {
        Path wals = server.path(Options.WALS_DIRECTORY);
        Map<Integer, TimelineHistory> histories = Histories.read(wals);
        TargetCheck check = new TargetCheck(server.name(), range, histories);
        int timeline = timeline(target, range, backup, histories);
        objections.addAll(check.timeline(timeline));
        Optional<WalSegmentName> last =
                switch (target.kind()) {
                    case IMMEDIATE -> Optional.of(range.last());
                    case LSN ->
                        Optional.of(WalSegmentName.containing(
                                BackupChoice.position(target.value()), timeline, range.segmentSize()));
                    default -> Optional.empty();
                };
        WalSelection selection = new WalSelection(range.begin(), timeline, last, SegmentSet.present(wals));
        xlogDb.read(selection);
        SegmentSet segments = selection.segments();
        List<Path> tail = getWal ? List.of() : selection.tail(server, range);
        RecoveryWal wal = selection.with(tail);
        for (Path file : tail) {
            WalFileName.parse(RecoveryWal.nameOf(file))
                    .filter(WalFileName.Segment.class::isInstance)
                    .ifPresent(name -> segments.add(((WalFileName.Segment) name).segment()));
        }
        if (objections.isEmpty() && time.isPresent()) {
            objections.addAll(check.time(time.get().time(), getWal ? unbounded(wal) : wal));
        }
        if (objections.isEmpty() && target.kind() == RecoveryTarget.Kind.LSN && !getWal) {
            objections.addAll(check.position(BackupChoice.position(target.value()), segments, wal));
        }
        if (!getWal) {
            objections.addAll(check.continuity(segments, timeline, last, selection.absent()));
        }
        return wal;
    }

    /** What is still to come can reach any target. */
    private static RecoveryWal unbounded(RecoveryWal wal) {
        return new RecoveryWal(wal.timeline(), wal.archived(), wal.tail(), OptionalDouble.empty());
    }

    /** The timeline to which recovery goes. Left alone, PostgreSQL 12 and later goes to the latest it finds. */
    private int timeline(
            RecoveryTarget target, BackupRange range, BackupInfo backup, Map<Integer, TimelineHistory> histories) {
        if (target.timeline().isPresent()) {
            return BackupChoice.timeline(
                    target.timeline().get(), server.path(Options.WALS_DIRECTORY), range.timeline());
        }
        boolean follows = target.isPointInTime()
                && target.kind() != RecoveryTarget.Kind.IMMEDIATE
                && backup.number(BackupField.VERSION).orElse(0) >= VERSION_12;
        return follows ? new Timelines(range.timeline(), range.end(), histories).latest() : range.timeline();
    }
}
