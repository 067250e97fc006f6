package org.barman4j.cli;

import java.util.List;
import java.util.Optional;

/** The commands by name. Creating one loads and inspects its class, so only the one that is needed is created. */
final class Commands {
    /** Every command under its own name, in order. */
    static final List<String> NAMES = List.of(
            "archive-wal",
            "backup",
            "check",
            "check-backup",
            "check-wal-archive",
            "config-switch",
            "config-update",
            "cron",
            "delete",
            "diagnose",
            "estimate-size",
            "generate-manifest",
            "get-wal",
            "keep",
            "list-backups",
            "list-files",
            "list-processes",
            "list-servers",
            "lock-directory-cleanup",
            "put-wal",
            "rebuild-xlogdb",
            "receive-wal",
            "replication-status",
            "restore",
            "restore-test",
            "show-backup",
            "show-servers",
            "status",
            "switch-wal",
            "sync-backup",
            "sync-info",
            "sync-wals",
            "terminate-process",
            "verify-backup");

    private Commands() {}

    /** A new command for a name or an alias. */
    static Optional<BarmanCommand> create(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "archive-wal" -> new ArchiveWalCommand();
                    case "backup" -> new BackupCommand();
                    case "check" -> new CheckCommand();
                    case "check-backup" -> new CheckBackupCommand();
                    case "check-wal-archive" -> new CheckWalArchiveCommand();
                    case "config-switch" -> new ConfigSwitchCommand();
                    case "config-update" -> new ConfigUpdateCommand();
                    case "cron" -> new CronCommand();
                    case "delete" -> new DeleteCommand();
                    case "diagnose" -> new DiagnoseCommand();
                    case "estimate-size" -> new EstimateSizeCommand();
                    case "generate-manifest" -> new GenerateManifestCommand();
                    case "get-wal" -> new GetWalCommand();
                    case "keep" -> new KeepCommand();
                    case "list-backups", "list-backup" -> new ListBackupsCommand();
                    case "list-files" -> new ListFilesCommand();
                    case "list-processes", "list-process" -> new ListProcessesCommand();
                    case "list-servers", "list-server" -> new ListServersCommand();
                    case "lock-directory-cleanup" -> new LockDirectoryCleanupCommand();
                    case "put-wal" -> new PutWalCommand();
                    case "rebuild-xlogdb" -> new RebuildXlogdbCommand();
                    case "receive-wal" -> new ReceiveWalCommand();
                    case "replication-status" -> new ReplicationStatusCommand();
                    case "restore", "recover" -> new RestoreCommand();
                    case "restore-test" -> new RestoreTestCommand();
                    case "show-backup", "show-backups" -> new ShowBackupCommand();
                    case "show-servers", "show-server" -> new ShowServersCommand();
                    case "status" -> new StatusCommand();
                    case "switch-wal", "switch-xlog" -> new SwitchWalCommand();
                    case "sync-backup" -> new SyncBackupCommand();
                    case "sync-info" -> new SyncInfoCommand();
                    case "sync-wals" -> new SyncWalsCommand();
                    case "terminate-process" -> new TerminateProcessCommand();
                    case "verify-backup", "verify" -> new VerifyBackupCommand();
                    default -> null;
                });
    }
}
