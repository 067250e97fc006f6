package org.barman4j.app;

import java.time.Clock;
import org.barman4j.backup.BackupDeletion;
import org.barman4j.backup.CheckBackupService;
import org.barman4j.backup.DeleteService;
import org.barman4j.backup.GenerateManifestService;
import org.barman4j.backup.KeepService;
import org.barman4j.backup.VerifyBackupService;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.cron.RetentionEnforcement;
import org.barman4j.hook.BackupHooks;
import org.barman4j.hook.WalDeleteHooks;
import org.barman4j.host.LocalHost;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;
import org.barman4j.wal.XlogDbWriter;
import org.barman4j.wal.trim.WalTrim;

/** Builds the services for the backups of one server. */
record BackupServices(ServerConfig server, Locks locks, Disk disk, Clock clock, Notices notices) {
    KeepService keep() {
        return new KeepService(server.name(), stores().catalog(), stores().annotations());
    }

    CheckBackupService check() {
        return new CheckBackupService(server, stores().catalog(), locks, notices);
    }

    DeleteService delete() {
        return new DeleteService(server, stores().catalog(), stores().annotations(), deletion(), locks, notices);
    }

    GenerateManifestService generateManifest() {
        return new GenerateManifestService(server.name(), stores().catalog(), disk, notices);
    }

    VerifyBackupService verify() {
        return new VerifyBackupService(server, stores().catalog(), new LocalHost(), notices);
    }

    RetentionEnforcement retention() {
        return new RetentionEnforcement(server, deletionStores(), deletion(), locks, clock, notices);
    }

    private BackupDeletion deletion() {
        return new BackupDeletion(
                server.name(),
                deletionStores(),
                trim(),
                BackupHooks.deletion(server, new LocalHost()),
                locks,
                disk,
                clock,
                notices);
    }

    private BackupDeletion.Stores deletionStores() {
        DeleteMarks marks = new DeleteMarks(server.metaDirectory(), server.path(Options.BASEBACKUPS_DIRECTORY), disk);
        return new BackupDeletion.Stores(stores().catalog(), stores().annotations(), marks);
    }

    private WalTrim trim() {
        XlogDbWriter catalogue = XlogDbWriter.of(server, new WalCompression(server), disk);
        WalDeleteHooks hooks = new WalDeleteHooks(server, new LocalHost());
        return new WalTrim(server, stores().xlogDb(), catalogue, locks, disk, hooks, notices);
    }

    private ServerCatalog stores() {
        return new ServerCatalog(server, disk);
    }
}
