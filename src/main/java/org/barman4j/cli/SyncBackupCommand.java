package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "sync-backup", description = "Copy a backup from the primary node to this passive node.")
final class SyncBackupCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Passive server to copy the backup to.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id on the primary node.")
    private String backup;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.USABLE);
        session.ending().watch();
        found.ifPresent(each -> session.syncBackup(each).sync(backup));
        return ExitCode.OK;
    }
}
