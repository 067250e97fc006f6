package org.barman4j.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "status", description = "Show the state of servers, of their backups and of their WAL archives.")
final class StatusCommand extends PendingCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;
}
