package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.ProcessListView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "list-processes",
        aliases = "list-process",
        description = "List the Barman processes that work for a server.")
final class ListProcessesCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Name of the server.")
    private String server;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.USABLE);
        if (found.isPresent()) {
            session.output().show(session.processes(found.get()).list(), ProcessListView.INSTANCE);
        }
        return ExitCode.OK;
    }
}
