package org.barman4j.cli;

import java.util.List;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.ServerStatusView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Show the state of servers, of their backups and of their WAL archives.")
final class StatusCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Override
    protected ExitCode run(Session session) {
        new SideBySide(session)
                .show(
                        session.servers().several(servers, ServerPolicy.ANY),
                        server -> session.status(server)::status,
                        ServerStatusView.INSTANCE);
        return ExitCode.OK;
    }
}
