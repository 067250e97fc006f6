package org.barman4j.recovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupInfo;

/**
 * All that is decided before a restore copies its first byte.
 *
 * @param chain the backup and those that it builds on, which comes last being a full one
 * @param destination the data directory to be
 * @param locations where each tablespace goes, by its name
 * @param warnings what somebody should know before anything is copied
 * @param getWal whether the server is to fetch its WAL from here
 * @param delta whether what is in the destination is to be used
 * @param archived whether any backup of the chain is in archives
 * @param staging where what can't go straight to the destination is put together
 * @param stagedThere whether that is a directory of the host that is restored to
 * @param walDirectory where WAL goes
 * @param bytes how much there is to copy, as far as one can tell
 * @param objections why it can't work; nothing if it can
 */
public record RestorePlan(
        RestoreRequest request,
        BackupInfo backup,
        List<BackupInfo> chain,
        String destination,
        Map<String, String> locations,
        Optional<TargetTime> time,
        List<String> warnings,
        boolean getWal,
        boolean delta,
        boolean archived,
        String staging,
        boolean stagedThere,
        String walDirectory,
        RecoveryWal wal,
        long bytes,
        List<Objection> objections) {
    public RestorePlan {
        chain = List.copyOf(chain);
        locations = new LinkedHashMap<>(locations);
        warnings = List.copyOf(warnings);
        objections = List.copyOf(objections);
    }

    /** Why it can't be restored so. */
    List<Objection> obstacles() {
        return objections.stream().filter(each -> !each.late()).toList();
    }

    /** Why the server will not come up by itself. */
    List<Objection> doubts() {
        return objections.stream().filter(Objection::late).toList();
    }

    /** Where recovery ends, in words that PostgreSQL understands; empty if it goes on as long as there is WAL. */
    public Map<String, String> target() {
        RecoveryTarget target = request.target();
        Map<String, String> words = new LinkedHashMap<>();
        if (target.kind() != RecoveryTarget.Kind.NONE) {
            words.put("type", target.kind().name().toLowerCase(Locale.ROOT));
            words.put("value", time.map(TargetTime::text).orElse(target.value()));
        }
        target.timeline().ifPresent(timeline -> words.put("timeline", timeline));
        if (target.exclusive()) {
            words.put("exclusive", "true");
        }
        target.action().ifPresent(action -> words.put("action", action));
        return words;
    }

    /** The WAL segments that are copied, in order, by the names of their files. */
    public List<String> segments() {
        return getWal
                ? List.of()
                : wal.segments().stream().map(Object::toString).toList();
    }

    /** Whether the server recovers to a target of the user's. */
    boolean isPointInTime() {
        return request.target().isPointInTime();
    }

    /** The data directory and those of the tablespaces. */
    List<String> directories() {
        List<String> directories = new ArrayList<>(List.of(destination));
        directories.addAll(locations.values());
        return directories;
    }

    /** All directories that are written to: those of the cluster, and one for WAL that is to be elsewhere. */
    List<String> targets() {
        List<String> targets = directories();
        if (isWalApart()) {
            targets.add(walDirectory);
        }
        return targets;
    }

    /** Whether something has to be put together before it can go to the destination. */
    boolean isStaged() {
        return archived || backup.isIncremental();
    }

    /** Whether WAL goes to a directory of the user's choice, which the server removes when it has recovered. */
    boolean isWalApart() {
        return isPointInTime() && !getWal && request.walDirectory().isPresent();
    }

    RestorePlan withObjections(List<Objection> more) {
        List<Objection> all = new ArrayList<>(objections);
        all.addAll(more);
        return new RestorePlan(
                request,
                backup,
                chain,
                destination,
                locations,
                time,
                warnings,
                getWal,
                delta,
                archived,
                staging,
                stagedThere,
                walDirectory,
                wal,
                bytes,
                all);
    }

    /** What is done, in words and in order. */
    public List<String> steps() {
        return PlanSteps.of(this);
    }

    /** A path below a directory, which may end in a slash. */
    static String below(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
