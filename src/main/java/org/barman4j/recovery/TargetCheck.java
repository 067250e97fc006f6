package org.barman4j.recovery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.barman4j.text.PythonTime;
import org.barman4j.wal.Continuity;
import org.barman4j.wal.SegmentSet;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.TimelineHistory;
import org.barman4j.xlog.WalSegmentName;

/** Finds out whether a recovery can get from a backup to its target. Pure: it looks only at what it is given. */
final class TargetCheck {
    private static final String UNREACHED =
            ": PostgreSQL will replay all of it, and then end with 'recovery ended before configured recovery target was"
                    + " reached'";

    private final String server;
    private final BackupRange backup;
    private final Timelines timelines;
    private final Map<Integer, TimelineHistory> histories;

    TargetCheck(String server, BackupRange backup, Map<Integer, TimelineHistory> histories) {
        this.server = server;
        this.backup = backup;
        this.timelines = new Timelines(backup.timeline(), backup.end(), histories);
        this.histories = Map.copyOf(histories);
    }

    /** What speaks against a timeline. */
    List<Objection> timeline(int timeline) {
        if (timelines.pathTo(timeline).isPresent()) {
            return List.of();
        }
        List<String> known =
                timelines.reachable().stream().map(Integer::toUnsignedString).toList();
        return List.of(new Objection(
                "timeline " + Integer.toUnsignedString(timeline)
                        + " can't be reached from this backup, which ended on timeline "
                        + Integer.toUnsignedString(backup.timeline()),
                known.size() == 1
                        ? "There is no other timeline to go to in the archive."
                        : "The timelines that can be reached are " + String.join(", ", known) + "."));
    }

    /** What speaks against a time, given when the newest WAL was written. */
    List<Objection> time(OffsetDateTime target, RecoveryWal wal) {
        if (target.isBefore(backup.endTime())) {
            return List.of(new Objection(
                    "The requested target time " + PythonTime.print(target) + " is before the backup end time "
                            + PythonTime.print(backup.endTime()),
                    "Restore an older backup; with 'auto' in place of its id, the one that fits is taken."));
        }
        if (wal.newest().isEmpty()) {
            return List.of(); // then the WAL of the backup itself is missing, which is told
        }
        double newest = wal.newest().getAsDouble();
        if (target.toEpochSecond() <= Math.ceil(newest)) {
            return List.of();
        }
        String reachable = PythonTime.print(PythonTime.local(Instant.ofEpochSecond((long) newest)));
        return List.of(new Objection(
                "The requested target time " + PythonTime.print(target) + " is after the last WAL that there is, which"
                        + " was written at " + reachable,
                beyond("an earlier --target-time"), // whether a transaction has ended at that one, nobody knows
                true,
                false));
    }

    /** What speaks against a time that lies within the WAL, given when the last transaction in it ended. */
    List<Objection> transaction(OffsetDateTime target, boolean exclusive, LastTransaction last) {
        if (last.reaches(target.toInstant(), exclusive)) {
            return List.of();
        }
        Optional<String> end = last.end().map(time -> PythonTime.print(PythonTime.local(time)));
        return List.of(new Objection(
                "No transaction in the WAL that there is follows the requested target time " + PythonTime.print(target)
                        + end.map(time -> ", as the last one ended at " + time).orElse("") + UNREACHED,
                beyond(end.map(time -> "a --target-time before " + time).orElse("--target-immediate")),
                true,
                true));
    }

    /** What speaks against a position that lies within the WAL, given where the last record in it begins. */
    List<Objection> record(Lsn target, Lsn last) {
        return target.compareTo(last) <= 0
                ? List.of()
                : List.of(new Objection(
                        "The requested target LSN " + target + " is after the last record in the WAL that there is,"
                                + " which begins at " + last + UNREACHED,
                        beyond("that one as --target-lsn"),
                        true,
                        true));
    }

    /**
     * What speaks against a transaction or a restore point, given what was found of it.
     *
     * @param elsewhere a timeline that recovery does not go to, where it is
     */
    List<Objection> search(RecoveryTarget target, WalReach.Search search, Optional<Integer> elsewhere) {
        boolean named = target.kind() == RecoveryTarget.Kind.NAME;
        String what = named ? "restore point '" + target.value() + "'" : "transaction " + target.value();
        if (search.position().isEmpty() && elsewhere.isPresent()) {
            String timeline = Integer.toUnsignedString(elsewhere.get());
            return List.of(new Objection(
                    "The " + what + " is on timeline " + timeline + ", to which recovery does not go" + UNREACHED,
                    "Add --target-tli " + timeline + ".",
                    false,
                    true));
        }
        if (search.position().isEmpty()) {
            String others = search.restorePoints().isEmpty()
                    ? ""
                    : "The restore points that there are: '" + String.join("', '", search.restorePoints()) + "'. ";
            return List.of(new Objection(
                    "The WAL that there is has no " + (named ? what : "end of " + what) + UNREACHED,
                    others + beyond(named ? "another --target-name" : "another --target-xid"),
                    false, // nobody knows whether it will ever come
                    true));
        }
        return search.position().get().compareTo(backup.end()) >= 0
                ? List.of()
                : List.of(new Objection(
                        "The requested " + what + " is at " + search.position().get()
                                + ", before the end of the backup, which is " + backup.end(),
                        "Restore an older backup."));
    }

    /** What speaks against a position. */
    List<Objection> position(Lsn target, SegmentSet segments, RecoveryWal wal) {
        if (target.compareTo(backup.end()) < 0) {
            return List.of(new Objection(
                    "The requested target LSN " + target + " is before the end of the backup, which is " + backup.end(),
                    "Restore an older backup; with 'auto' in place of its id, the one that fits is taken."));
        }
        WalSegmentName wanted = WalSegmentName.containing(target, wal.timeline(), backup.segmentSize());
        boolean there = segments.contains(wanted)
                || wal.tail().stream().anyMatch(file -> RecoveryWal.nameOf(file).equals(wanted.toString()));
        boolean older = timelines.pathTo(wal.timeline()).orElse(List.of()).stream()
                .anyMatch(timeline ->
                        segments.contains(WalSegmentName.containing(target, timeline, backup.segmentSize())));
        if (there || older) {
            return List.of();
        }
        Optional<Lsn> end = end(segments, wal);
        return List.of(new Objection(
                "The requested target LSN " + target
                        + (end.filter(target::equals).isPresent()
                                ? " is where the last WAL that there is ends"
                                : " is after the last WAL that there is"
                                        + end.map(last -> ", which ends at " + last)
                                                .orElse("")),
                beyond("an earlier --target-lsn"),
                true,
                false));
    }

    private String beyond(String alternative) {
        return "Take " + alternative + ", or no target at all to get all that there is. If the server is up, 'barman"
                + " switch-wal --archive " + server + "' archives what it has written since.";
    }

    private Optional<Lsn> end(SegmentSet segments, RecoveryWal wal) {
        Optional<WalSegmentName> last = segments.last(wal.timeline());
        return last.map(name -> new Lsn(name.start(backup.segmentSize()).value()
                + backup.segmentSize().bytes() * (1L + wal.tail().size())));
    }

    /**
     * The first hole on the way, if there is one that matters.
     *
     * @param last the last segment that is needed, if that is known
     * @param absent the first segment that the catalogue has and the archive has not
     */
    List<Objection> continuity(
            SegmentSet segments, int timeline, Optional<WalSegmentName> last, Optional<WalSegmentName> absent) {
        List<Integer> path = timelines.pathTo(timeline).orElse(List.of(backup.timeline()));
        Predicate<WalSegmentName> onTheWay = missing -> path.contains(missing.timeline())
                && last.filter(end -> isBehind(missing, end)).isEmpty();
        List<Objection> objections = new ArrayList<>();
        for (Continuity.Gap gap : new Continuity(segments, backup.segmentSize(), histories).from(backup.begin())) {
            if (onTheWay.test(gap.first()) && objections.isEmpty()) {
                objections.add(objection(gap.first(), ", the next one is " + gap.before()));
            }
        }
        if (objections.isEmpty() && absent.filter(onTheWay).isPresent()) {
            objections.add(objection(absent.get(), ", though it is in the catalogue"));
        }
        return objections;
    }

    /** The last segment may be of a later timeline, and stand for the one of this timeline at the same position. */
    private boolean isBehind(WalSegmentName missing, WalSegmentName last) {
        return missing.start(backup.segmentSize()).compareTo(last.start(backup.segmentSize())) > 0;
    }

    private Objection objection(WalSegmentName missing, String more) {
        String message = "WAL file " + missing + " is missing in the archive" + more;
        String search = "See whether it is in the server's errors directory or still in PostgreSQL's pg_wal. ";
        if (missing.compareTo(backup.last()) <= 0) {
            return new Objection(message, search + "Without it, this backup can't be restored.");
        }
        return new Objection(
                message, search + "Without it, recovery can get no further than with " + backup.upTo(missing) + ".");
    }
}
