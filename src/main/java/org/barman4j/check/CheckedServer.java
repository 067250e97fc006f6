package org.barman4j.check;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Backups;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.inspect.ArchiveHealth;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.process.ProcessService;

/** A server under examination. What several checks need is read once. */
final class CheckedServer {
    private final LiveServer live;
    private final ServerCatalog stores;
    private final ProcessService processes;
    private final Function<String, RemoteHost> hosts;
    private final Disk disk;
    private final Clock clock;
    private final ArchiveHealth health;
    private final ArchiveTrial trial;
    private Backups backups;

    CheckedServer(
            LiveServer live,
            ServerCatalog stores,
            ProcessService processes,
            Function<String, RemoteHost> hosts,
            Disk disk,
            Clock clock,
            ArchiveHealth health,
            ArchiveTrial trial) {
        this.live = live;
        this.stores = stores;
        this.processes = processes;
        this.hosts = hosts;
        this.disk = disk;
        this.clock = clock;
        this.health = health;
        this.trial = trial;
    }

    ServerConfig config() {
        return live.config();
    }

    String name() {
        return config().name();
    }

    LiveServer live() {
        return live;
    }

    ServerCatalog stores() {
        return stores;
    }

    ProcessService processes() {
        return processes;
    }

    /** The host that a configured ssh command leads to. */
    RemoteHost host(String sshCommand) {
        return hosts.apply(sshCommand);
    }

    Disk disk() {
        return disk;
    }

    Clock clock() {
        return clock;
    }

    ArchiveHealth health() {
        return health;
    }

    ArchiveTrial trial() {
        return trial;
    }

    Backups backups() {
        if (backups == null) {
            backups = stores.catalog().load();
        }
        return backups;
    }

    /** The newest backup whose copy is done, and that nobody has begun to delete. */
    Optional<BackupInfo> lastBackup() {
        return stores.marks().whole(backups()).newest(backup -> backup.status().isCopyDone());
    }

    /** Whether backups can be taken in the way that is configured; if not, the server is disabled for that reason. */
    boolean hasBackupMethod() {
        if (config().isPassive()) {
            return isSet(Options.PRIMARY_SSH_COMMAND);
        }
        return switch (config().required(Options.BACKUP_METHOD)) {
            case "postgres" -> true;
            case "local-rsync" -> !isSet(Options.SSH_COMMAND);
            default -> isSet(Options.SSH_COMMAND);
        };
    }

    private boolean isSet(ConfigOption<String> option) {
        return !config().get(option).orElse("").isBlank();
    }

    /** Whether the server answers. */
    boolean isUp() {
        return live.postgres().get("server_txt_version").isPresent();
    }
}
