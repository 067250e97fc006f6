package org.barman4j.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.backup.BackupDeletion;
import org.barman4j.backup.BackupFiles;
import org.barman4j.backup.BackupSize;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.ServerConfig;
import org.barman4j.copy.CopyItem;
import org.barman4j.copy.CopySettings;
import org.barman4j.copy.SmartCopy;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.host.ssh.RemoteHost;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.io.StorageException;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;
import org.barman4j.report.RefusedException;
import org.barman4j.text.ByteSize;
import org.barman4j.text.Printable;
import org.barman4j.text.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies one backup from the primary node to this passive one. */
public final class BackupSyncService {
    private static final Logger log = LoggerFactory.getLogger(BackupSyncService.class);

    /** So much of its own metadata an old Barman counted among the files of a backup. */
    private static final long METADATA = 64 << 10;

    private final ServerConfig server;
    private final Stores stores;
    private final PrimaryNode primary;
    private final RemoteHost host;
    private final BackupDeletion deletion;
    private final Locks locks;
    private final Surroundings surroundings;
    private final Notices notices;

    /** Where backups and what is known of them are kept. */
    public record Stores(BackupCatalog catalog, KeepAnnotations keeps, DeleteMarks marks) {}

    /** What it works with. */
    public record Surroundings(Disk disk, Clock clock, Progress progress, OrderlyEnd ending) {}

    /** @param host the machine of the primary node */
    public BackupSyncService(
            ServerConfig server,
            Stores stores,
            PrimaryNode primary,
            RemoteHost host,
            BackupDeletion deletion,
            Locks locks,
            Surroundings surroundings,
            Notices notices) {
        this.server = server;
        this.stores = stores;
        this.primary = primary;
        this.host = host;
        this.deletion = deletion;
        this.locks = locks;
        this.surroundings = surroundings;
        this.notices = notices;
    }

    /**
     * Does what is needed for a backup that the primary node told of when it was last asked: copies it, or removes a
     * piece of one that is gone. A copy that fails stays in the catalogue with the reason, and is gone on with next time.
     *
     * @throws RefusedException if there is no such backup
     */
    public void sync(String id) {
        log.info("Synchronising with server {} backup {}: step 1/3: parse server information", server.name(), id);
        PrimaryInfo told = primary.lastAnswer(wal -> {});
        SyncPlan.Step step = plan(told, stores.catalog().load()).of(id);
        switch (step.need()) {
            case ABSENT -> throw new RefusedException(step.reason());
            case NOTHING -> notices.info(step.reason());
            case PURGE, COPY -> syncAlone(id, told);
        }
    }

    private SyncPlan plan(PrimaryInfo told, Backups local) {
        return new SyncPlan(
                server,
                local,
                told,
                stores.keeps(),
                stores.marks(),
                surroundings.clock().instant());
    }

    /** Decides anew with the locks: another process may just have ended what was to be done. */
    private void syncAlone(String id, PrimaryInfo told) {
        try (HeldLock sync = locks.acquire(LockName.syncBackup(server.name(), id));
                HeldLock own = locks.acquire(LockName.backupId(server.name(), id))) {
            Backups local = stores.catalog().load();
            SyncPlan.Step step = plan(told, local).of(id);
            switch (step.need()) {
                case ABSENT, NOTHING -> notices.info(step.reason());
                case COPY -> copy(told.backups().get(id), told, local);
                case PURGE -> {
                    notices.warning(step.reason() + ", purging local backup");
                    deletion.delete(new BackupId(id), false);
                }
            }
        } catch (LockBusyException busy) {
            throw new RefusedException(
                    "Another synchronisation process for backup " + id + " of server " + server.name()
                            + " is already running.",
                    busy.hint().orElse(""));
        }
    }

    private void copy(BackupInfo told, PrimaryInfo primaryInfo, Backups local) {
        BackupInfo backup = told.with(BackupField.SERVER_NAME, server.name())
                .with(BackupField.MODE, ServerCatalog.mode(server))
                .with(BackupField.STATUS, BackupStatus.SYNCING.name());
        stores.catalog().save(backup);
        try {
            warnOfMissingParent(backup, local);
            log.info("Synchronising with server {} backup {}: step 2/3: file copy", server.name(), backup.id());
            copyFiles(backup, primaryInfo.directory("basebackups_directory"), local);
            log.info("Synchronising with server {} backup {}: step 3/3: finalise sync", server.name(), backup.id());
            BackupSize size = new BackupFiles(surroundings.disk())
                    .sync(stores.catalog().directoryOf(backup.id()), FileLook.NONE, FileLook.NONE);
            refuseIncomplete(told, size);
            stores.catalog().linkToParent(backup); // what it was told of its children is as old as its own copy
            stores.catalog()
                    .save(backup.with(BackupField.STATUS, BackupStatus.DONE.name())
                            .with(BackupField.DEDUPLICATED_SIZE, Long.toString(size.own())));
        } catch (InterruptedException e) {
            fail(backup, "interrupted");
        } catch (IOException e) {
            BarmanException failure = StorageException.because("make backup " + backup.id() + " durable", e);
            fail(backup, failure.getMessage());
            failure.hint().ifPresent(notices::hint);
        } catch (BarmanException e) {
            fail(backup, surroundings.ending().isRequested() ? "interrupted" : e.getMessage());
            e.hint().ifPresent(notices::hint);
        } catch (RuntimeException | Error bug) {
            fail(backup, bug.toString());
            throw bug;
        } finally {
            surroundings.progress().end();
        }
    }

    private void warnOfMissingParent(BackupInfo backup, Backups local) {
        Optional<BackupId> parent = backup.parent().filter(id -> local.find(id)
                .filter(found -> found.status().isCopyDone())
                .isEmpty());
        parent.ifPresent(id -> notices.warning("Backup " + backup.id() + " is incremental to backup " + id
                + ", which is not here. Without that it can't be restored."));
    }

    private void copyFiles(BackupInfo backup, String remoteDirectory, Backups local) throws InterruptedException {
        // a newer backup stays longer, so it is the better one to share files with
        Backups whole = stores.marks().whole(local);
        Optional<BackupInfo> next = whole.next(backup);
        Optional<BackupInfo> older = next.isPresent() ? next : whole.previous(backup);
        OptionalLong horizon = (next.isPresent() ? Optional.of(backup) : older)
                .flatMap(start -> start.time(BackupField.BEGIN_TIME))
                .map(time -> OptionalLong.of(time.toEpochSecond()))
                .orElse(OptionalLong.empty());
        CopySettings settings = CopySettings.of(server, horizon);
        Path target = stores.catalog().directoryOf(backup.id());
        List<String> excluded = new ArrayList<>(List.of("/backup.info", "/.backup.lock"));
        for (Tablespace tablespace : backup.tablespaces()) { // links that pg_basebackup has made
            excluded.add("/data/pg_tblspc/" + tablespace.oid());
        }
        CopyItem item = new CopyItem(
                "basebackup",
                CopyItem.Kind.DATA,
                remoteDirectory + "/" + backup.id(),
                target,
                new CopyItem.Filter(List.of(), excluded),
                server.bandwidthLimit(),
                older.filter(any -> settings.reuse() != CopySettings.Reuse.OFF)
                        .map(reused -> stores.catalog().directoryOf(reused.id())));
        SmartCopy copy = new SmartCopy(
                host.argv(),
                server.searchPath(),
                settings,
                new SmartCopy.Tools(
                        target.resolve(".copy"), // what a killed one leaves of it goes when all is compared
                        any -> false,
                        surroundings.disk(),
                        surroundings.clock(),
                        surroundings.progress()));
        copy.copy(List.of(item));
        copy.settle(item);
    }

    /** A backup that is being deleted over there loses its files before it disappears from the catalogue. */
    private static void refuseIncomplete(BackupInfo told, BackupSize size) {
        long expected = told.number(BackupField.SIZE).orElse(0);
        if (size.total() + METADATA < expected) {
            throw new RefusedException(
                    "only " + ByteSize.pretty(size.total()) + " of " + ByteSize.pretty(expected) + " are there",
                    "Look at the backup on the primary node: somebody may have deleted it, or a part of it.");
        }
    }

    private void fail(BackupInfo backup, String reason) {
        Thread.interrupted(); // what follows has to be done all the same
        String message = "failure syncing server " + server.name() + " backup " + backup.id() + ": "
                + Printable.of(Reason.firstLine(reason));
        notices.error("Backup failed syncing with " + server.name() + ": " + reason.strip());
        stores.catalog()
                .save(backup.with(BackupField.STATUS, BackupStatus.FAILED.name())
                        .with(BackupField.ERROR, message));
    }
}
