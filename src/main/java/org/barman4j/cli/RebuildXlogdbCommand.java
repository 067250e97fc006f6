package org.barman4j.cli;

import java.util.List;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rebuild-xlogdb", description = "Write the list of archived WAL anew from the files in the archive.")
final class RebuildXlogdbCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Override
    protected ExitCode run(Session session) {
        forEach(session, session.servers().several(servers, ServerPolicy.USABLE), server -> session.rebuildXlogDb(
                        server)
                .rebuild());
        return ExitCode.OK;
    }
}
