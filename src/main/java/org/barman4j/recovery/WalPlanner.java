package org.barman4j.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.Notices;
import org.barman4j.wal.Histories;
import org.barman4j.wal.SegmentSet;
import org.barman4j.wal.XlogDb;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalSegmentName;

/** Decides which WAL a recovery gets, and whether that leads to its target. */
final class WalPlanner {
    private static final int VERSION_12 = 120_000;
    private static final int VERSION_13 = 130_000;

    /** How many WAL files take longer than somebody waits who does not know for what. */
    private static final int MANY = 20;

    private final ServerConfig server;
    private final XlogDb xlogDb;
    private final RestoreRequest request;
    private final RecoveryTarget target;
    private final BackupRange range;
    private final long version;
    private final boolean getWal;
    private final Notices notices;
    private final WalReach reach;
    private final Map<Integer, TimelineHistory> histories;
    private final Timelines timelines;
    private final List<Objection> objections = new ArrayList<>();

    WalPlanner(
            ServerConfig server,
            XlogDb xlogDb,
            RestoreRequest request,
            BackupInfo backup,
            boolean getWal,
            Notices notices) {
        this.server = server;
        this.xlogDb = xlogDb;
        this.request = request;
        this.target = request.target();
        this.range = BackupRange.of(backup);
        this.version = backup.number(BackupField.VERSION).orElse(0);
        this.getWal = getWal;
        this.notices = notices;
        this.reach = new WalReach(server);
        this.histories = Histories.read(server.path(Options.WALS_DIRECTORY));
        this.timelines = new Timelines(range.timeline(), range.end(), histories);
    }

    /** Why it does not, as far as {@link #plan} has found out. */
    List<Objection> objections() {
        return List.copyOf(objections);
    }

    /** Without a target PostgreSQL stays on the timeline that it finds itself on, though a standby may have gone on. */
    Optional<String> leftOut() {
        int latest = timelines.latest();
        return target.isPointInTime() || getWal || latest == range.timeline()
                ? Optional.empty()
                : Optional.of("The archive has WAL of timeline " + Integer.toUnsignedString(latest)
                        + ", which begins behind this backup; without a target, recovery ends on timeline "
                        + Integer.toUnsignedString(range.timeline())
                        + ". To follow a standby that has been promoted, restore with --target-tli latest.");
    }

    /** Decides that. */
    RecoveryWal plan(Optional<TargetTime> time) {
        SegmentSet present = SegmentSet.present(server.path(Options.WALS_DIRECTORY));
        TargetCheck check = new TargetCheck(server.name(), range, histories);
        int timeline = timeline();
        objections.addAll(check.timeline(timeline));
        Optional<WalSegmentName> last =
                switch (target.kind()) {
                    case IMMEDIATE -> Optional.of(range.last());
                    case LSN -> Optional.of(lastFor(position(), timeline, present));
                    default -> Optional.empty();
                };
        WalSelection selection = new WalSelection(range.begin(), timeline, last, present);
        xlogDb.read(selection);
        SegmentSet segments = selection.segments();
        List<Path> tail = selection.tail(server, range);
        RecoveryWal all = selection.with(tail);
        RecoveryWal wal = getWal ? selection.with(List.of()) : all;
        tail.forEach(file -> WalSegmentName.parse(RecoveryWal.nameOf(file)).ifPresent(segments::add));
        if (objections.isEmpty() && time.isPresent()) {
            objections.addAll(check.time(time.get().time(), getWal ? unbounded(wal) : wal));
        }
        if (objections.isEmpty() && target.kind() == RecoveryTarget.Kind.LSN && !getWal) {
            objections.addAll(check.position(position(), segments, wal));
        }
        objections.addAll(check.continuity(segments, timeline, last, selection.absent()));
        if (!objections.isEmpty()) {
            return wal;
        }
        List<WalSegmentName> way = timelines.way(all.segments(), timeline, range.segmentSize());
        if (isBound()) {
            objections.addAll(look(check, all.segments(), way, time));
        }
        return wal.along(way);
    }

    /** Looks into the WAL itself for the target, where the names of files and their times don't exclude it. */
    private List<Objection> look(
            TargetCheck check, List<WalSegmentName> all, List<WalSegmentName> way, Optional<TargetTime> time) {
        if (way.isEmpty()) {
            return List.of();
        }
        Optional<List<Objection>> found =
                switch (target.kind()) {
                    case TIME ->
                        time.flatMap(moment -> reach.lastTransaction(
                                        way, moment.time().toInstant())
                                .map(last -> check.transaction(moment.time(), target.exclusive(), last)));
                    case LSN -> reach.lastRecord(way.get(way.size() - 1)).map(last -> check.record(position(), last));
                    case XID, NAME -> {
                        if (way.size() > MANY) {
                            notices.advice("The target is looked for in the last "
                                    + Math.min(way.size(), WalReach.SEARCHED) + " WAL files.");
                        }
                        yield reach.search(way, new RecordTarget(target))
                                .map(search -> check.search(target, search, elsewhere(search, all, way)));
                    }
                    case IMMEDIATE, NONE -> Optional.empty();
                };
        return found.orElse(List.of());
    }

    /** The timeline that has what was not found on the way, if there is one. */
    private Optional<Integer> elsewhere(WalReach.Search search, List<WalSegmentName> all, List<WalSegmentName> way) {
        if (search.position().isPresent()) {
            return Optional.empty();
        }
        Set<WalSegmentName> searched = Set.copyOf(way);
        for (int other : timelines.reachable()) {
            List<WalSegmentName> apart = timelines.way(all, other, range.segmentSize()).stream()
                    .filter(segment -> !searched.contains(segment))
                    .toList();
            boolean there = reach.search(apart, new RecordTarget(target))
                    .flatMap(WalReach.Search::position)
                    .isPresent();
            if (there) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the WAL that there is has to lead to the target, as PostgreSQL would not start otherwise. Of WAL that it
     * fetches from here, it waits for none either.
     */
    private boolean isBound() {
        return !request.standby() && version >= VERSION_13;
    }

    /**
     * The segment with a position, or the one behind it: recovery stops at the first record from there on, and the rest of
     * a segment may be empty.
     */
    private WalSegmentName lastFor(Lsn position, int timeline, SegmentSet present) {
        WalSegmentName segment = WalSegmentName.containing(position, timeline, range.segmentSize());
        boolean empty = present.contains(segment)
                && reach.lastRecord(segment)
                        .filter(last -> last.compareTo(position) < 0)
                        .isPresent();
        return empty ? segment.next(range.segmentSize()) : segment;
    }

    private Lsn position() {
        return BackupChoice.position(target.value());
    }

    /** What is still to come can reach any target. */
    private static RecoveryWal unbounded(RecoveryWal wal) {
        return new RecoveryWal(wal.timeline(), wal.archived(), wal.tail(), OptionalDouble.empty(), List.of());
    }

    /** The timeline to which recovery goes. Left alone, PostgreSQL 12 and later goes to the latest it finds. */
    private int timeline() {
        if (target.timeline().isPresent()) {
            return BackupChoice.timeline(
                    target.timeline().get(), server.path(Options.WALS_DIRECTORY), range.timeline());
        }
        boolean follows =
                target.isPointInTime() && target.kind() != RecoveryTarget.Kind.IMMEDIATE && version >= VERSION_12;
        return follows ? timelines.latest() : range.timeline();
    }
}
