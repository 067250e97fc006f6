package org.barman4j.cli;

import java.util.List;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.ServerSettingsView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show-servers", aliases = "show-server", description = "Show the settings in force for servers.")
final class ShowServersCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Override
    protected ExitCode run(Session session) {
        new SideBySide(session)
                .show(
                        session.servers().several(servers, ServerPolicy.ANY),
                        server -> session.showServer(server)::show,
                        ServerSettingsView.INSTANCE);
        return ExitCode.OK;
    }
}
