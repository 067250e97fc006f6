package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify-backup",
        aliases = "verify",
        description = "Compare the files of a backup with its manifest, using pg_verifybackup where that is installed.")
final class VerifyBackupCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id, name or shortcut.")
    private String backup;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.ANY);
        if (found.isPresent()) {
            session.verifyBackup(found.get()).verify(new BackupReference(backup));
        }
        return ExitCode.OK;
    }
}
