package org.barman4j.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "check", description = "Check that servers are ready for backups and WAL archiving.")
final class CheckCommand extends PendingCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(names = "--nagios", description = "Print the single line that Nagios expects of a plugin.")
    private boolean nagios;

    @Option(
            names = "--check-timeout",
            paramLabel = "TIMEOUT",
            converter = Count.NonNegative.class,
            description = "Seconds that the checks of a server may take, 0 for no limit (default: check_timeout of"
                    + " the server).")
    private Integer checkTimeout;
}
