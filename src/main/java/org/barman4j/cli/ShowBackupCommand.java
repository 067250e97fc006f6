package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.BackupDetailsView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show-backup", aliases = "show-backups", description = "Show everything that is known of a backup.")
final class ShowBackupCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id, name or shortcut.")
    private String backup;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.ANY);
        if (found.isPresent()) {
            session.output()
                    .show(
                            session.showBackup(found.get()).show(new BackupReference(backup)),
                            BackupDetailsView.INSTANCE);
        }
        return ExitCode.OK;
    }
}
