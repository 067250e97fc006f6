package org.barman4j.inspect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.wal.WalAccount;
import org.barman4j.wal.WalRange;
import org.barman4j.wal.WalStore;
import org.barman4j.wal.WalUsage;
import org.barman4j.wal.XlogDb;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/** The stores of one server, in the places that its configuration names. */
public final class ServerCatalog {
    private final BackupCatalog catalog;
    private final KeepAnnotations annotations;
    private final XlogDb xlogDb;
    private final ServerConfig server;
    private final Locks locks;
    private final Disk disk;

    public ServerCatalog(ServerConfig server, Locks locks, Disk disk) {
        this.server = server;
        this.locks = locks;
        this.disk = disk;
        this.catalog = new BackupCatalog(
                server.name(),
                mode(server),
                server.path(Options.BASEBACKUPS_DIRECTORY),
                server.metaDirectory(),
                name -> locks.isHeld(LockName.backup(name)),
                disk);
        this.annotations =
                new KeepAnnotations(server.metaDirectory(), server.path(Options.BASEBACKUPS_DIRECTORY), disk);
        this.xlogDb =
                new XlogDb(server.name(), server.path(Options.XLOGDB_DIRECTORY), server.path(Options.WALS_DIRECTORY));
    }

    public BackupCatalog catalog() {
        return catalog;
    }

    public KeepAnnotations annotations() {
        return annotations;
    }

    /** The marks of backups that are being deleted. */
    public DeleteMarks marks() {
        return new DeleteMarks(server.metaDirectory(), server.path(Options.BASEBACKUPS_DIRECTORY), disk);
    }

    /** Says that a backup is being deleted, or was until something cut that off, if so. */
    public Optional<String> deletion(BackupId id) {
        if (!marks().isSet(id)) {
            return Optional.empty();
        }
        return Optional.of(
                locks.isHeld(LockName.backupId(server.name(), id.text()))
                        ? "Backup " + id + " is being deleted."
                        : "The deletion of backup " + id + " was cut off: 'barman delete " + server.name() + " " + id
                                + "', or cron, removes the rest of it.");
    }

    /** Says which WAL file a backup waits for, if it waits for one. */
    public static Optional<String> awaited(ServerConfig server, BackupInfo backup) {
        return backup.status() == BackupStatus.WAITING_FOR_WALS
                ? firstMissing(server.path(Options.WALS_DIRECTORY), backup)
                        .map(name -> "Backup " + backup.id() + " waits for the WAL file " + name + ".")
                : Optional.empty();
    }

    private static Optional<WalSegmentName> firstMissing(Path wals, BackupInfo backup) {
        Optional<WalSegmentName> begin = WalSegmentName.parse(backup.beginWal());
        Optional<WalSegmentName> end = WalSegmentName.parse(backup.endWal());
        if (begin.isEmpty()
                || end.isEmpty()
                || begin.get().timeline() != end.get().timeline()) {
            return Optional.empty();
        }
        for (WalSegmentName name : WalSegmentName.through(begin.get(), end.get(), backup.segmentSize(), false)) {
            if (Files.notExists(WalStore.locate(wals, new WalFileName.Segment(name)))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    public XlogDb xlogDb() {
        return xlogDb;
    }

    /** How much WAL a backup whose copy is done has. */
    public WalUsage usage(BackupInfo backup, Backups backups) {
        WalAccount account = new WalAccount();
        int number = account.open(walRange(backup, backups));
        xlogDb.read(account);
        return account.usage(number);
    }

    /** The WAL that counts for a backup whose copy is done: up to the end of the next such backup. */
    static WalRange walRange(BackupInfo backup, Backups backups) {
        return new WalRange(segment(backup.beginWal()), segment(backup.endWal()), walLimit(backup, backups));
    }

    /** The last segment that counts for a backup. */
    static WalSegmentName walLimit(BackupInfo backup, Backups backups) {
        return backups.next(backup).map(next -> segment(next.endWal())).orElse(WalRange.NO_LIMIT);
    }

    private static WalSegmentName segment(String name) {
        return WalSegmentName.parse(name)
                .orElseThrow(() -> new IllegalStateException("not a WAL segment name: " + name));
    }

    /** How the catalogue calls the way in which a server's backups are taken. */
    public static String mode(ServerConfig server) {
        if (server.isPassive()) {
            return "passive";
        }
        String strategy =
                server.required(Options.BACKUP_OPTIONS).contains("exclusive_backup") ? "-exclusive" : "-concurrent";
        return switch (server.required(Options.BACKUP_METHOD)) {
            case "postgres" -> "postgres";
            case "snapshot" -> "snapshot" + strategy;
            default -> "rsync" + strategy;
        };
    }
}
