package org.barman4j.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.LatestWal;
import org.barman4j.wal.WalInbox;
import org.barman4j.wal.WalStore;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/** Looks whether the WAL that a backup needs to be consistent has been archived, and notes what it finds in the backup. */
public final class CheckBackupService {
    private static final int TIMELINE_DIGITS = 8;

    private final ServerConfig server;
    private final ServerCatalog stores;
    private final BackupCatalog catalog;
    private final Locks locks;
    private final Notices notices;

    public CheckBackupService(ServerConfig server, ServerCatalog stores, Locks locks, Notices notices) {
        this.server = server;
        this.stores = stores;
        this.catalog = stores.catalog();
        this.locks = locks;
        this.notices = notices;
    }

    /**
     * Checks a backup whose copy is done.
     *
     * @throws RefusedException if it has failed
     */
    public void check(BackupReference reference) {
        BackupInfo backup = review(reference);
        stores.deletion(backup.id()).ifPresent(notices::hint);
        ServerCatalog.awaited(server, backup).ifPresent(notices::hint);
    }

    /** The same, and says nothing of WAL that is still to come. */
    BackupInfo review(BackupReference reference) {
        BackupInfo named = reference.in(catalog.load(), server.name());
        if (named.status() == BackupStatus.FAILED) {
            throw new RefusedException("The validity of a failed backup cannot be checked");
        }
        String id = named.id().text();
        try (HeldLock lock = locks.acquire(LockName.backupId(server.name(), id))) {
            BackupInfo backup = new BackupReference(id).in(catalog.load(), server.name()); // as it is under the lock
            BackupInfo checked = checked(backup);
            if (!checked.status().equals(backup.status())) {
                catalog.save(checked);
            }
            notices.debug("Check finished: the status of backup " + id + " of server " + server.name() + " is "
                    + checked.status());
            return checked;
        } catch (LockBusyException busy) {
            notices.info("Another process is holding the lock for backup " + id + " of server " + server.name() + ".");
            return named;
        }
    }

    private BackupInfo checked(BackupInfo backup) {
        Optional<WalSegmentName> begin = backup.text(BackupField.BEGIN_WAL).flatMap(WalSegmentName::parse);
        Optional<WalSegmentName> end = backup.text(BackupField.END_WAL).flatMap(WalSegmentName::parse);
        if (!backup.status().isCopyDone() || begin.isEmpty() || end.isEmpty()) {
            return backup; // still being taken
        }
        Path wals = server.path(Options.WALS_DIRECTORY);
        Optional<WalSegmentName> last = Optional.ofNullable(
                        LatestWal.byTimeline(wals).get(begin.get().toString().substring(0, TIMELINE_DIGITS)))
                .flatMap(file -> WalSegmentName.parse(file.getFileName().toString()));
        if (last.isEmpty() || last.get().compareTo(begin.get()) < 0) {
            return with(backup, BackupStatus.WAITING_FOR_WALS);
        }
        for (WalSegmentName name : WalSegmentName.through(begin.get(), end.get(), backup.segmentSize(), false)) {
            if (name.compareTo(last.get()) > 0) {
                return with(backup, BackupStatus.WAITING_FOR_WALS);
            }
            if (Files.notExists(WalStore.locate(wals, new WalFileName.Segment(name)))) {
                return WalInbox.holds(server, name)
                        ? with(backup, BackupStatus.WAITING_FOR_WALS)
                        : failed(backup, name);
            }
        }
        return with(backup, BackupStatus.DONE);
    }

    private BackupInfo failed(BackupInfo backup, WalSegmentName missing) {
        String reason = "At least one WAL file is missing. The first missing WAL file is " + missing;
        notices.error("This backup has been marked as FAILED due to the following reason: " + reason);
        return with(backup, BackupStatus.FAILED).with(BackupField.ERROR, reason);
    }

    private static BackupInfo with(BackupInfo backup, BackupStatus status) {
        return backup.with(BackupField.STATUS, status.name());
    }
}
