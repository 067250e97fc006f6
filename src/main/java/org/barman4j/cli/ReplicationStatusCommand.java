package org.barman4j.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "replication-status", description = "Show the standbys and WAL receivers that are attached to servers.")
final class ReplicationStatusCommand extends PendingCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(names = "--minimal", description = "Print one short line for each client.")
    private boolean minimal;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "all",
            description = "Which clients to show: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ReplicationTarget target;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "backup-host",
            description = "Which connection of the configuration to ask through: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}).")
    private ReplicationSource source;
}
