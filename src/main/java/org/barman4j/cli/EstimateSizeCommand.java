package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "estimate-size", description = "Estimate the size of the next backup of a server.")
final class EstimateSizeCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server to look at.")
    private String server;
}
