package org.barman4j.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.barman4j.recovery.RecoveryTarget;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Option;

/** Where recovery ends, and what the server does then. */
final class RecoveryTargetOptions {
    private static final Pattern XID = Pattern.compile("[0-9]{1,20}");
    private static final int LONGEST_NAME = 63;

    @Option(
            names = "--target-tli",
            paramLabel = "TARGET_TLI",
            converter = TimelineTarget.class,
            description = "Timeline to follow: a number, 'current' or 'latest'.")
    private String timeline;

    @Option(names = "--target-time", paramLabel = "TARGET_TIME", description = "Moment to recover to.")
    private String time;

    @Option(names = "--target-xid", paramLabel = "TARGET_XID", description = "Transaction id to recover to.")
    private String xid;

    @Option(names = "--target-lsn", paramLabel = "TARGET_LSN", description = "WAL position to recover to.")
    private String lsn;

    @Option(
            names = "--target-name",
            paramLabel = "TARGET_NAME",
            description = "Restore point to recover to, as named in pg_create_restore_point().")
    private String name;

    @Option(names = "--target-immediate", description = "Recover no further than to the end of the backup.")
    private boolean immediate;

    @Option(names = "--exclusive", description = "Stop just before the target, not just after it.")
    private boolean exclusive;

    @Option(
            names = "--target-action",
            paramLabel = "TARGET_ACTION",
            converter = TargetAction.Converter.class,
            description = "What the server does when it is at the target: ${COMPLETION-CANDIDATES}.")
    private TargetAction action;

    /** What was asked for. */
    RecoveryTarget target() {
        List<RecoveryTarget> targets = new ArrayList<>();
        add(targets, RecoveryTarget.Kind.TIME, time);
        add(targets, RecoveryTarget.Kind.XID, xid);
        add(targets, RecoveryTarget.Kind.LSN, lsn);
        add(targets, RecoveryTarget.Kind.NAME, name);
        add(targets, RecoveryTarget.Kind.IMMEDIATE, immediate ? "immediate" : null);
        if (targets.size() > 1) {
            throw new RefusedException("You cannot specify multiple targets for the recovery operation");
        }
        if (targets.isEmpty() && exclusive) {
            throw new RefusedException(
                    "--exclusive needs a target", "Give --target-time, --target-xid or --target-lsn.");
        }
        return targets.isEmpty() ? of(RecoveryTarget.Kind.NONE, "") : targets.get(0);
    }

    private void add(List<RecoveryTarget> targets, RecoveryTarget.Kind kind, String value) {
        if (value == null) {
            return;
        }
        String option = "--target-" + kind.name().toLowerCase(Locale.ROOT);
        if (value.isEmpty()) {
            throw new RefusedException(
                    option + " is empty",
                    "Without a target all is restored that there is: leave the option out for that.");
        }
        if (kind == RecoveryTarget.Kind.XID && !XID.matcher(value).matches()) {
            throw new RefusedException(
                    option + " '" + value + "' is no transaction id", "It is a number, such as 4711.");
        }
        if (kind == RecoveryTarget.Kind.NAME && !isRestorePoint(value)) {
            throw new RefusedException(
                    option + " can't be the name of a restore point", "PostgreSQL takes 63 bytes, and no line ends.");
        }
        targets.add(of(kind, value));
    }

    private static boolean isRestorePoint(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl);
    }

    private RecoveryTarget of(RecoveryTarget.Kind kind, String value) {
        return new RecoveryTarget(
                kind,
                value,
                Optional.ofNullable(timeline),
                exclusive,
                Optional.ofNullable(action).map(TargetAction::toString));
    }
}
