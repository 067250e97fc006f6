package org.barman4j.cli;

import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete backups, and the WAL that no other backup needs.")
final class DeleteCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backups.")
    private String server;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "BACKUP",
            description = "Backup ids, names or shortcuts. Each means what it does before the first one is deleted.")
    private List<String> backups;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.CONFIGURED);
        if (found.isPresent()) {
            session.ending().watch();
            session.delete(found.get())
                    .delete(backups.stream().map(BackupReference::new).toList());
        }
        return ExitCode.OK;
    }
}
