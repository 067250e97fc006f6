package org.barman4j.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(
        name = "switch-wal",
        aliases = "switch-xlog",
        description = "Make servers start a new WAL file, so that the current one is archived.")
final class SwitchWalCommand extends PendingCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(
            names = "--force",
            description = "Run a checkpoint first, so that there is WAL to switch even on an idle server.")
    private boolean force;

    @Option(names = "--archive", description = "Wait until a WAL file reaches the archive.")
    private boolean archive;

    @Option(
            names = "--archive-timeout",
            paramLabel = "TIMEOUT",
            defaultValue = "30",
            converter = Count.NonNegative.class,
            description = "Seconds that --archive waits at most (default: ${DEFAULT-VALUE}).")
    private Integer archiveTimeout;
}
