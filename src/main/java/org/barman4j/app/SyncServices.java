package org.barman4j.app;

import java.time.Clock;
import java.util.function.Function;
import org.barman4j.backup.BackupDeletion;
import org.barman4j.cli.Program;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.CopySettings;
import org.barman4j.copy.RsyncFetch;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.lock.Locks;
import org.barman4j.process.BackgroundLauncher;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.sync.BackupSyncService;
import org.barman4j.sync.PassiveMaintenance;
import org.barman4j.sync.PrimaryNode;
import org.barman4j.sync.SyncInfoService;
import org.barman4j.sync.WalSyncService;
import org.barman4j.wal.WalStore;

/**
 * Builds the services that keep a passive node the same as its primary node.
 *
 * @param hosts the machine that an ssh command leads to
 */
record SyncServices(
        ServerConfig server, Function<String, RemoteHost> hosts, Locks locks, Disk disk, Clock clock, Notices notices) {

    SyncInfoService info() {
        return new SyncInfoService(
                server, stores().catalog(), stores().marks(), stores().xlogDb(), Program.VERSION_NUMBER);
    }

    PrimaryNode primary() {
        return new PrimaryNode(server, host(), disk, notices);
    }

    PassiveMaintenance maintenance(BackgroundLauncher launcher) {
        return new PassiveMaintenance(server, stores(), archive(), this::primary, launcher, locks, clock, notices);
    }

    BackupSyncService backup(BackupDeletion deletion, BackupServices.Watch watch) {
        return new BackupSyncService(
                server,
                new BackupSyncService.Stores(stores().catalog(), stores().annotations(), stores().marks()),
                primary(),
                host(),
                deletion,
                locks,
                new BackupSyncService.Surroundings(disk, clock, watch.progress(), watch.ending()),
                notices);
    }

    WalSyncService wals(BackupServices.Watch watch) {
        RsyncFetch fetch =
                new RsyncFetch(host().argv(), server.searchPath(), CopySettings.of(server), disk, watch.progress());
        return new WalSyncService(
                server, stores(), archive(), primary(), fetch, locks, disk, clock, watch.ending(), notices);
    }

    private RemoteHost host() {
        String command = server.get(Options.PRIMARY_SSH_COMMAND)
                .orElseThrow(() -> new RefusedException("server " + server.name() + " is not passive"));
        return hosts.apply(command);
    }

    private WalStore archive() {
        return new WalStore(server, new WalCompression(server), locks, disk);
    }

    private ServerCatalog stores() {
        return new ServerCatalog(server, locks, disk);
    }
}
