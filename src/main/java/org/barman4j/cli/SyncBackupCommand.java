package org.barman4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(name = "sync-backup", description = "Copy a backup from the primary node to this passive node.")
final class SyncBackupCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Passive server to copy the backup to.")
    private String server;

    @Parameters(index = "1", paramLabel = "BACKUP", description = "Backup id on the primary node.")
    private String backup;
}
