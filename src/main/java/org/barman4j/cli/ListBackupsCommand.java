package org.barman4j.cli;

import java.util.List;
import org.barman4j.config.ServerPolicy;
import org.barman4j.inspect.ListBackupsService;
import org.barman4j.output.BackupIdsView;
import org.barman4j.output.BackupListingView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list-backups", aliases = "list-backup", description = "List the backups of servers.")
final class ListBackupsCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(names = "--minimal", description = "Print nothing but the ids.")
    private boolean minimal;

    @Override
    protected ExitCode run(Session session) {
        forEach(session, session.servers().several(servers, ServerPolicy.ANY), server -> {
            ListBackupsService service = session.listBackups(server);
            if (minimal) {
                session.output().show(service.ids(), BackupIdsView.INSTANCE);
            } else {
                session.output().show(service.list(), BackupListingView.INSTANCE);
            }
        });
        return ExitCode.OK;
    }
}
