package org.barman4j.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** A rule for how many backups, or how much past, must stay restorable. */
public sealed interface RetentionPolicy {
    /** Reads a policy as it stands in the configuration; nothing if it is not one. */
    static Optional<RetentionPolicy> parse(String text) {
        StringTokenizer tokens = new StringTokenizer(text.toLowerCase(Locale.ROOT));
        String[] words = new String[tokens.countTokens()];
        for (int i = 0; i < words.length; i++) {
            words[i] = tokens.nextToken();
        }
        if (words.length == 2 && words[0].equals("redundancy")) {
            return number(words[1]).map(Redundancy::new);
        }
        if (words.length == 5 && words[0].equals("recovery") && words[1].equals("window") && words[2].equals("of")) {
            return number(words[3]).flatMap(count -> unit(words[4]).map(unit -> new RecoveryWindow(count, unit)));
        }
        return Optional.empty();
    }

    /**
     * The status of every backup. One that is being deleted is obsolete with all that builds on it, and does not count.
     *
     * @param minimumRedundancy how many backups must stay in any case
     */
    RetentionReport report(Collection<RetentionCandidate> backups, int minimumRedundancy, Instant now);

    private static Optional<Integer> number(String digits) {
        boolean valid = digits.length() < 7 && digits.chars().allMatch(Character::isDigit);
        return valid ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }

    private static Optional<Unit> unit(String word) {
        return switch (word) {
            case "day", "days" -> Optional.of(Unit.DAYS);
            case "week", "weeks" -> Optional.of(Unit.WEEKS);
            case "month", "months" -> Optional.of(Unit.MONTHS);
            default -> Optional.empty();
        };
    }

    /** The units of a recovery window. A month has 31 days. */
    enum Unit {
        DAYS(1),
        WEEKS(7),
        MONTHS(31);

        private final int days;

        Unit(int days) {
            this.days = days;
        }
    }

    /** The newest so many backups. Those that their owner keeps count among them. */
    record Redundancy(int count) implements RetentionPolicy {
        @Override
        public RetentionReport report(Collection<RetentionCandidate> backups, int minimumRedundancy, Instant now) {
            int needed = Math.max(count, minimumRedundancy);
            Assessment assessment = new Assessment(backups);
            if (count < minimumRedundancy) {
                assessment.remarks.add("Retention policy redundancy (" + count
                        + ") is lower than the required minimum redundancy (" + minimumRedundancy + "). Enforce "
                        + minimumRedundancy + ".");
            }
            int seen = 0;
            for (RetentionCandidate backup : assessment.roots()) {
                RetentionStatus status = RetentionStatus.NONE;
                if (backup.done()) {
                    boolean inside = seen < needed;
                    seen++;
                    status = inside ? RetentionStatus.VALID : RetentionStatus.OBSOLETE;
                    status = backup.isKept() ? backup.keep() : status;
                }
                assessment.assign(backup, status, seen <= needed);
            }
            return assessment.report();
        }

        @Override
        public String toString() {
            return "REDUNDANCY " + count;
        }
    }

    /** Everything needed to go back to any moment within so much time before now. */
    record RecoveryWindow(int count, Unit unit) implements RetentionPolicy {
        @Override
        public RetentionReport report(Collection<RetentionCandidate> backups, int minimumRedundancy, Instant now) {
            Instant limit = now.minus(Duration.ofDays((long) count * unit.days));
            Assessment assessment = new Assessment(backups);
            boolean limitPassed = false;
            int valid = 0;
            for (RetentionCandidate backup : assessment.roots()) {
                RetentionStatus status = RetentionStatus.NONE;
                if (backup.done()) {
                    boolean counts = !limitPassed || valid < minimumRedundancy;
                    status = RetentionStatus.VALID;
                    if (limitPassed) {
                        status = counts ? RetentionStatus.POTENTIALLY_OBSOLETE : RetentionStatus.OBSOLETE;
                    }
                    status = backup.isKept() ? backup.keep() : status;
                    valid += counts ? 1 : 0;
                    // the first backup that ended before the limit is what a restore to just after it starts from
                    limitPassed = limitPassed || backup.end().isBefore(limit);
                }
                assessment.assign(backup, status, !limitPassed);
            }
            return assessment.report();
        }

        @Override
        public String toString() {
            return "RECOVERY WINDOW OF " + count + " " + unit;
        }
    }

    /** The statuses given so far. */
    final class Assessment {
        private final Map<String, RetentionCandidate> byId = new HashMap<>();
        private final Map<String, RetentionStatus> statuses = new HashMap<>();
        private final List<String> remarks = new ArrayList<>();

        Assessment(Collection<RetentionCandidate> backups) {
            for (RetentionCandidate backup : backups) {
                byId.put(backup.id(), backup);
            }
        }

        /** Every backup that has no parent and is to stay so far, newest first. */
        List<RetentionCandidate> roots() {
            return byId.values().stream()
                    .filter(backup -> !backup.hasParent() && !backup.deleting())
                    .sorted(Comparator.comparing(RetentionCandidate::id).reversed())
                    .toList();
        }

        /** Gives a status to a backup, and one that follows from it to all that build on the backup. */
        void assign(RetentionCandidate backup, RetentionStatus status, boolean insidePolicy) {
            statuses.put(backup.id(), status);
            RetentionStatus inherited =
                    switch (status) {
                        case KEEP_FULL -> RetentionStatus.VALID;
                        case KEEP_STANDALONE -> insidePolicy ? RetentionStatus.VALID : RetentionStatus.OBSOLETE;
                        case VALID, OBSOLETE, POTENTIALLY_OBSOLETE, NONE -> status;
                    };
            Set<String> seen = new HashSet<>(Set.of(backup.id()));
            Deque<String> below = new ArrayDeque<>(backup.children());
            while (!below.isEmpty()) {
                String id = below.pop();
                if (seen.add(id)) {
                    statuses.put(id, inherited);
                    RetentionCandidate child = byId.get(id);
                    below.addAll(child == null ? List.of() : child.children());
                }
            }
        }

        RetentionReport report() {
            for (RetentionCandidate backup : byId.values()) {
                if (backup.deleting()) {
                    assign(backup, RetentionStatus.OBSOLETE, false);
                }
            }
            return new RetentionReport(Map.copyOf(statuses), List.copyOf(remarks));
        }
    }
}
