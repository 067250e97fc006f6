package org.barman4j.sync;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.StorageException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.process.BackgroundLauncher;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.wal.WalStore;

/** What is due every minute for a passive server: its primary node is asked, and what is new there is copied in the background. */
public final class PassiveMaintenance {
    private final ServerConfig server;
    private final ServerCatalog stores;
    private final WalStore archive;
    private final Supplier<PrimaryNode> primary;
    private final BackgroundLauncher launcher;
    private final Locks locks;
    private final Clock clock;
    private final Notices notices;

    public PassiveMaintenance(
            ServerConfig server,
            ServerCatalog stores,
            WalStore archive,
            Supplier<PrimaryNode> primary,
            BackgroundLauncher launcher,
            Locks locks,
            Clock clock,
            Notices notices) {
        this.server = server;
        this.stores = stores;
        this.archive = archive;
        this.primary = primary;
        this.launcher = launcher;
        this.locks = locks;
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Does it.
     *
     * @param keepDescriptors whether what it starts may write where we do
     */
    public void run(boolean keepDescriptors) {
        PrimaryInfo info;
        try {
            info = primary.get().ask(position());
        } catch (BarmanException e) {
            notices.error("Failed to retrieve the primary node status: " + e.getMessage());
            e.hint().ifPresent(notices::hint);
            return;
        }
        copyBackup(info, keepDescriptors);
        copyWals(info, keepDescriptors);
    }

    /** Where the copy of the WAL has come to. A note of it that the catalogue knows nothing of is worth nothing. */
    private SyncPosition position() {
        try {
            SyncPosition position = SyncPosition.read(server.path(Options.WALS_DIRECTORY));
            Optional<String> last = position.lastWal();
            return last.isPresent() && archive.missing(Set.of(last.get())).isEmpty() ? position : SyncPosition.NONE;
        } catch (IOException e) {
            throw StorageException.because("read how far the WAL of server " + server.name() + " has been copied", e);
        }
    }

    private void copyBackup(PrimaryInfo info, boolean keepDescriptors) {
        if (info.backups().isEmpty()) {
            notices.item("No backup synchronisation required for server " + server.name());
        }
        SyncPlan plan = new SyncPlan(
                server, stores.catalog().load(), info, stores.annotations(), stores.marks(), clock.instant());
        Optional<String> next = plan.pending().stream().findFirst();
        if (next.isEmpty()) {
            return;
        }
        String id = next.get();
        if (locks.seemsFree(LockName.syncBackup(server.name(), id))) {
            notices.info("Starting copy of backup " + id + " for server " + server.name());
            launcher.start(keepDescriptors, "sync-backup", server.name(), id);
        } else {
            notices.item("A synchronisation process for backup " + id + " on server " + server.name()
                    + " is already in progress");
        }
    }

    private void copyWals(PrimaryInfo info, boolean keepDescriptors) {
        if (!info.hasWals()) {
            notices.item("No WAL synchronisation required for server " + server.name());
        } else if (locks.seemsFree(LockName.syncWal(server.name()))) {
            notices.info("Started copy of WAL files for server " + server.name());
            launcher.start(keepDescriptors, "sync-wals", server.name());
        } else {
            notices.item("WAL synchronisation already running for server " + server.name());
        }
    }
}
