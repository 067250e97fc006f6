package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(
        name = "verify-backup",
        aliases = "verify",
        description = "Compare the files of a backup with its manifest, using pg_verifybackup.")
final class VerifyBackupCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id, name or shortcut.")
    private String backup;
}
