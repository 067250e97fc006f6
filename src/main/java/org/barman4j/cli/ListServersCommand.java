package org.barman4j.cli;

import java.util.List;
import org.barman4j.inspect.ServerSummary;
import org.barman4j.output.ServerListView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list-servers", aliases = "list-server", description = "List the configured servers.")
final class ListServersCommand extends BarmanCommand {
    @Option(names = "--minimal", description = "Print nothing but the names.")
    private boolean minimal;

    @Override
    protected ExitCode run(Session session) {
        List<ServerSummary> servers =
                session.servers().every().stream().map(ServerSummary::of).toList();
        session.output().show(servers, minimal ? ServerListView.MINIMAL : ServerListView.FULL);
        return ExitCode.OK;
    }
}
