package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(
        name = "check-backup",
        description = "Look whether the archive has all WAL that a backup needs, and note it in the backup.")
final class CheckBackupCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id, name or shortcut.")
    private String backup;
}
