package org.barman4j.cli;

import java.util.List;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "cron", description = "Do the maintenance that is due on every active server.")
final class CronCommand extends BarmanCommand {
    @Option(
            names = "--keep-descriptors",
            description = "Let the processes it starts write to this standard output and standard error.")
    private boolean keepDescriptors;

    @Override
    protected boolean takes(List<String> words) {
        return words.isEmpty();
    }

    @Override
    protected ExitCode run(Session session) {
        session.cron().run(keepDescriptors);
        return ExitCode.OK;
    }
}
