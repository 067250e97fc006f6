package org.barman4j.cli;

import picocli.CommandLine.Option;

/** Where recovery ends, and what the server does then. */
@SuppressWarnings("unused") // until a command reads them
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
}
