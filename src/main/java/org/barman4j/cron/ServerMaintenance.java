package org.barman4j.cron;

import java.util.Optional;
import java.util.function.Supplier;
import org.barman4j.backup.AbandonedBackups;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.process.BackgroundLauncher;
import org.barman4j.process.BackgroundReceiver;
import org.barman4j.process.ProcessService;
import org.barman4j.report.Notices;
import org.barman4j.sync.PassiveMaintenance;
import org.barman4j.wal.WalInbox;

/** What is due for one server. */
public final class ServerMaintenance {
    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final Locks locks;
    private final Supplier<PassiveMaintenance> passive;
    private final BackgroundLauncher launcher;
    private final ProcessService processes;
    private final RetentionEnforcement retention;
    private final AbandonedBackups abandoned;
    private final Notices notices;

    /** @param passive what is due instead of archiving if the server is a passive one */
    public ServerMaintenance(
            ServerConfig server,
            BackupCatalog catalog,
            Locks locks,
            Supplier<PassiveMaintenance> passive,
            BackgroundLauncher launcher,
            ProcessService processes,
            RetentionEnforcement retention,
            AbandonedBackups abandoned,
            Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.locks = locks;
        this.passive = passive;
        this.launcher = launcher;
        this.processes = processes;
        this.retention = retention;
        this.abandoned = abandoned;
        this.notices = notices;
    }

    /**
     * Does it.
     *
     * @param keepDescriptors whether what it starts may write where we do
     */
    public void run(boolean keepDescriptors) {
        try (HeldLock lock = locks.acquire(LockName.cron(server.name()))) {
            if (server.isPassive()) {
                passive.get().run(keepDescriptors);
            } else {
                archive(keepDescriptors);
                receive(keepDescriptors);
                abandoned.settle();
            }
            checkBackup(keepDescriptors);
            retention.enforce();
        } catch (LockBusyException busy) {
            notices.info("Another cron process is already running on server " + server.name()
                    + ". Skipping to the next server");
        }
    }

    private void receive(boolean keepDescriptors) {
        if (server.is(Options.STREAMING_ARCHIVER)) {
            new BackgroundReceiver(server.name(), locks, launcher, notices).start(keepDescriptors);
        } else if (!locks.seemsFree(LockName.receiveWal(server.name()))) {
            processes.terminateIfRunning("receive-wal");
        }
    }

    /** Starts archive-wal, unless there is nothing for it to do, which most of the time there isn't. */
    private void archive(boolean keepDescriptors) {
        if (!locks.seemsFree(LockName.archiveWal(server.name()))) {
            notices.info("Another archive-wal process is already running on server " + server.name()
                    + ". Skipping to the next server");
            return;
        }
        notices.item("Starting WAL archiving for server " + server.name());
        if (WalInbox.hasWork(server)) {
            launcher.start(keepDescriptors, "archive-wal", server.name());
        }
    }

    /** Starts check-backup for the oldest backup that waits for WAL. */
    private void checkBackup(boolean keepDescriptors) {
        Optional<BackupInfo> waiting =
                catalog.load().oldest(backup -> backup.status() == BackupStatus.WAITING_FOR_WALS);
        if (waiting.isPresent()) {
            String id = waiting.get().id().text();
            if (locks.seemsFree(LockName.backupId(server.name(), id))) {
                notices.item("Starting check-backup for backup " + id + " of server " + server.name());
                launcher.start(keepDescriptors, "check-backup", server.name(), id);
            }
        }
    }
}
