package org.barman4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.recovery.RecoveryTarget;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Option;

/** Where recovery ends, and what the server does then. */
final class RecoveryTargetOptions {
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
        return targets.isEmpty() ? of(RecoveryTarget.Kind.NONE, "") : targets.get(0);
    }

    private void add(List<RecoveryTarget> targets, RecoveryTarget.Kind kind, String value) {
        if (value != null && !value.isEmpty()) {
            targets.add(of(kind, value));
        }
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
