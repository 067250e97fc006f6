package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "cron", description = "Do the maintenance that is due on every active server.")
final class CronCommand extends PendingCommand {
    @Option(
            names = "--keep-descriptors",
            description = "Let the processes it starts write to this standard output and standard error.")
    private boolean keepDescriptors;
}
