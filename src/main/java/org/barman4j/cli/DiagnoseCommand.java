package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@SuppressWarnings("unused") // until the command does its work
@Command(
        name = "diagnose",
        description = "Print all that support may want to know about this installation and its servers, as JSON.")
final class DiagnoseCommand extends PendingCommand {
    @Option(names = "--show-config-source", description = "Name with each configuration value the file it comes from.")
    private boolean showConfigSource;
}
