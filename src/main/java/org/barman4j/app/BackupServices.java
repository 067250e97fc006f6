package org.barman4j.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.barman4j.backup.AbandonedBackups;
import org.barman4j.backup.BackupDeletion;
import org.barman4j.backup.BackupPreparation;
import org.barman4j.backup.BackupService;
import org.barman4j.backup.BackupTaking;
import org.barman4j.backup.CatalogLeftovers;
import org.barman4j.backup.CheckBackupService;
import org.barman4j.backup.DeleteService;
import org.barman4j.backup.GenerateManifestService;
import org.barman4j.backup.KeepService;
import org.barman4j.backup.ManifestWriting;
import org.barman4j.backup.VerifyBackupService;
import org.barman4j.backup.method.BackupDraft;
import org.barman4j.backup.method.BackupMethod;
import org.barman4j.backup.method.CopiedBackup;
import org.barman4j.backup.method.LivePages;
import org.barman4j.backup.method.StreamedBackup;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.check.CheckService;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.cron.RetentionEnforcement;
import org.barman4j.hook.BackupHooks;
import org.barman4j.hook.RestoreHooks;
import org.barman4j.hook.WalDeleteHooks;
import org.barman4j.host.LocalHost;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.lock.Locks;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.recovery.Destinations;
import org.barman4j.recovery.RestoreService;
import org.barman4j.recovery.WalCatchUp;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;
import org.barman4j.wal.XlogDbWriter;
import org.barman4j.wal.trim.WalTrim;

/** Builds the services for the backups of one server. */
record BackupServices(ServerConfig server, Locks locks, Disk disk, Clock clock, Notices notices) {
    /** How somebody follows a long command, and how he ends it. */
    record Watch(Progress progress, OrderlyEnd ending) {}

    KeepService keep() {
        return new KeepService(server.name(), stores().catalog(), stores().annotations(), stores().marks());
    }

    CheckBackupService check() {
        return new CheckBackupService(server, stores(), locks, notices);
    }

    /**
     * What takes a backup.
     *
     * @param servers opens connections to the server
     * @param host where PostgreSQL runs
     */
    BackupService taking(
            Supplier<LiveServer> servers,
            Supplier<RemoteHost> host,
            Supplier<CheckService> checks,
            WalServices wal,
            Watch watch) {
        BackupCatalog catalog = stores().catalog();
        CopiedBackup.Surroundings surroundings = new CopiedBackup.Surroundings(disk, clock, watch.progress(), notices);
        BackupMethod method = server.hasStreamedBackups()
                ? new StreamedBackup(server, catalog, servers, surroundings)
                : new CopiedBackup(server, catalog, stores().marks(), servers, host, surroundings);
        BackupService.Steps steps = new BackupService.Steps(
                new BackupPreparation(server, stores(), servers, checks, disk, notices),
                abandoned(),
                new CatalogLeftovers(server.name(), catalog, deletionStores().marks(), locks, disk, notices),
                new BackupTaking(
                        server,
                        new BackupTaking.Stores(catalog, stores().annotations(), stores().marks(), manifests()),
                        method,
                        servers,
                        draft -> pages(draft, servers.get(), host),
                        BackupHooks.taking(server, new LocalHost(), watch.ending()),
                        trim(watch.ending()),
                        disk,
                        clock,
                        watch.ending(),
                        notices),
                wal.waiting(),
                wal.archive(),
                check());
        return new BackupService(server, catalog, locks, steps, clock, watch.ending(), notices);
    }

    private LivePages pages(BackupDraft draft, LiveServer live, Supplier<RemoteHost> host) {
        String method = server.required(Options.BACKUP_METHOD);
        return new LivePages(
                Path.of(draft.info().text(BackupField.PGDATA).orElseThrow()),
                method.equals("local-rsync"),
                live,
                method.equals("rsync") ? Optional.of(host) : Optional.empty());
    }

    /**
     * What restores a backup.
     *
     * @param hosts the machine that an ssh command leads to
     * @param all the servers that are configured
     */
    RestoreService restoring(
            Function<String, RemoteHost> hosts,
            WalServices wal,
            WalCatchUp catchUp,
            Watch watch,
            Collection<ServerConfig> all) {
        return new RestoreService(
                server,
                new RestoreService.Stores(stores().catalog(), stores().marks(), stores().xlogDb()),
                locks,
                wal.archive(),
                catchUp,
                new RestoreHooks(server, watch.ending().guests(new LocalHost())),
                new Destinations(hosts, disk, clock, watch.progress()),
                new RestoreService.Surroundings(disk, clock, watch.progress(), watch.ending(), wal.jobs(), all),
                notices);
    }

    AbandonedBackups abandoned() {
        return new AbandonedBackups(server.name(), stores().catalog(), locks, notices);
    }

    DeleteService delete(OrderlyEnd ending) {
        return new DeleteService(server, deletionStores(), deletion(ending), locks, notices);
    }

    GenerateManifestService generateManifest() {
        return new GenerateManifestService(server.name(), stores().catalog(), manifests(), notices);
    }

    private ManifestWriting manifests() {
        return new ManifestWriting(server.name(), stores().catalog(), stores().marks(), locks, disk);
    }

    VerifyBackupService verify() {
        return new VerifyBackupService(server, stores(), new LocalHost(), locks, disk, notices);
    }

    RetentionEnforcement retention(OrderlyEnd ending, Consumer<BarmanException> failures) {
        return new RetentionEnforcement(server, deletionStores(), deletion(ending), locks, clock, failures, notices);
    }

    BackupDeletion deletion(OrderlyEnd ending) {
        return new BackupDeletion(
                server.name(),
                deletionStores(),
                trim(ending),
                BackupHooks.deletion(server, new LocalHost(), ending),
                locks,
                disk,
                clock,
                ending,
                notices);
    }

    private BackupDeletion.Stores deletionStores() {
        return new BackupDeletion.Stores(stores().catalog(), stores().annotations(), stores().marks());
    }

    private WalTrim trim(OrderlyEnd ending) {
        XlogDbWriter catalogue = XlogDbWriter.of(server, new WalCompression(server), disk);
        WalDeleteHooks hooks = new WalDeleteHooks(server, ending.guests(new LocalHost()));
        return new WalTrim(server, stores().xlogDb(), catalogue, locks, disk, hooks, notices);
    }

    private ServerCatalog stores() {
        return new ServerCatalog(server, locks, disk);
    }
}
