package org.barman4j.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@SuppressWarnings("unused") // until the command does its work
@Command(
        name = "restore",
        aliases = "recover",
        description = "Restore a backup into a directory, here or on another host.")
final class RestoreCommand extends PendingCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(
            index = "1",
            paramLabel = "BACKUP",
            description = "Backup id, name or shortcut; 'auto' takes the backup that suits the target.")
    private String backup;

    @Parameters(
            index = "2",
            paramLabel = "DESTINATION_DIRECTORY",
            description = "Data directory of the restored server.")
    private Path destination;

    @Mixin
    private RecoveryTargetOptions target;

    @Option(
            names = "--tablespace",
            paramLabel = "NAME:LOCATION",
            description = "Put this tablespace into another directory; may be given once for each tablespace.")
    private List<String> tablespaces = List.of();

    @Option(
            names = "--remote-ssh-command",
            paramLabel = "SSH_COMMAND",
            description = "Restore on another host, reached with this ssh command.")
    private String remoteSshCommand;

    @Mixin
    private BandwidthOption bandwidth;

    @Mixin
    private RetryOptions retry;

    @Mixin
    private JobOptions jobs;

    @Option(
            names = "--get-wal",
            negatable = true,
            description = "Let the restored server fetch WAL from Barman as it needs it, or copy the WAL now"
                    + " (default: get-wal in recovery_options).")
    private Boolean getWal;

    @Option(
            names = "--network-compression",
            negatable = true,
            description = "Compress the copy to another host, or do not (default: network_compression of the server).")
    private Boolean networkCompression;

    @Option(names = "--standby-mode", description = "Restore the server as a standby.")
    private boolean standbyMode;

    @Mixin
    private StagingOptions staging;

    @Option(
            names = "--recovery-conf-filename",
            paramLabel = "RECOVERY_CONF_FILENAME",
            description =
                    "File that gets the recovery settings (PostgreSQL 12 and later; default: postgresql.auto.conf).")
    private String recoveryConfFilename;

    @Option(
            names = "--recovery-option-port",
            paramLabel = "RECOVERY_OPTION_PORT",
            description = "Port that the restored server gives to barman-wal-restore.")
    private String recoveryOptionPort;

    @Option(
            names = "--delta-restore",
            negatable = true,
            description = "Copy only what differs from the files in the destination, or everything (default:"
                    + " delta-restore in recovery_options).")
    private Boolean deltaRestore;

    @Mixin
    private SnapshotRestoreOptions snapshot;

    @Option(names = "--dry-run", description = "Print the plan and check that it can work; copy nothing.")
    private boolean dryRun;
}
