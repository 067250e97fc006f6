package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupType;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.hook.BackupHooks;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.io.TreeDeletion;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.text.HumanDuration;
import org.barman4j.text.PythonTime;
import org.barman4j.wal.trim.TrimRule;
import org.barman4j.wal.trim.WalTrim;

/**
 * Deletes one backup.
 *
 * <p>A mark is set before anything goes, and taken away behind all the rest: files, WAL, metadata. A deletion that ended
 * half-way is done again from the beginning, by the next one of the same backup or by cron.
 */
public final class BackupDeletion {
    private static final String ANNOTATIONS = "annotations";

    private final String server;
    private final BackupCatalog catalog;
    private final KeepAnnotations keeps;
    private final DeleteMarks marks;
    private final WalTrim trim;
    private final BackupHooks hooks;
    private final Locks locks;
    private final Disk disk;
    private final Clock clock;
    private final OrderlyEnd ending;
    private final Notices notices;

    /** Where backups and what is known of them are kept. */
    public record Stores(BackupCatalog catalog, KeepAnnotations keeps, DeleteMarks marks) {
        /** The backups of which deletions that were cut off have left something, or which are being deleted. */
        public List<BackupId> unfinished() {
            if (!marks.mayExist()) {
                return List.of();
            }
            return catalog.load().oldestFirst().stream()
                    .map(BackupInfo::id)
                    .filter(marks::isSet)
                    .toList();
        }
    }

    public BackupDeletion(
            String server,
            Stores stores,
            WalTrim trim,
            BackupHooks hooks,
            Locks locks,
            Disk disk,
            Clock clock,
            OrderlyEnd ending,
            Notices notices) {
        this.server = server;
        this.catalog = stores.catalog();
        this.keeps = stores.keeps();
        this.marks = stores.marks();
        this.trim = trim;
        this.hooks = hooks;
        this.locks = locks;
        this.disk = disk;
        this.clock = clock;
        this.ending = ending;
        this.notices = notices;
    }

    /**
     * Deletes a backup. The caller holds its lock.
     *
     * @param besideStandalone whether WAL may go although older backups are kept alone
     */
    public void delete(BackupId id, boolean besideStandalone) {
        try {
            carryOut(id, besideStandalone);
        } catch (BarmanException e) {
            throw ending.isRequested() ? interrupted(id) : e;
        }
        if (Thread.interrupted() || ending.isRequested()) {
            throw new RefusedException(
                    "interrupted when backup " + id + " of server " + server + " had been deleted",
                    "Hooks behind it may have been cut off.");
        }
    }

    /**
     * Nothing of a backup is deleted any more when the program has to end.
     *
     * @throws RefusedException if it has to, which tells what is left of the backup
     */
    void stopIfTold(BackupId id) {
        if (ending.isRequested()) {
            throw interrupted(id);
        }
    }

    private RefusedException interrupted(BackupId id) {
        return marks.isSet(id)
                ? new RefusedException(
                        "interrupted while backup " + id + " of server " + server + " was being deleted",
                        "'barman delete " + server + " " + id + "', or cron, removes the rest of it.")
                : new RefusedException("interrupted before backup " + id + " of server " + server + " was deleted");
    }

    private void carryOut(BackupId id, boolean besideStandalone) {
        Backups backups = catalog.load();
        BackupInfo backup = backups.find(id)
                .orElseThrow(() -> new RefusedException("backup " + id + " of server " + server + " is gone"));
        refuseUndeletable(backup);
        Instant start = clock.instant();
        BackupHooks.Backup event = event(backup, backups);
        stopIfTold(id);
        hooks.before(event);
        stopIfTold(id);
        notices.info("Deleting backup " + id + " for server " + server);
        marks.set(id);
        deleteAll(backup, backups, besideStandalone);
        Duration elapsed = Duration.between(start, clock.instant());
        notices.info("Deleted backup " + id + " (start time: " + PythonTime.ctime(PythonTime.local(start))
                + ", elapsed time: " + HumanDuration.of(elapsed) + ")");
        backups.next(backup).filter(next -> next.type() == BackupType.RSYNC).ifPresent(this::measure);
        locks.remove(LockName.syncBackup(server, id.text()));
        hooks.after(event);
    }

    private void deleteAll(BackupInfo backup, Backups backups, boolean besideStandalone) {
        BackupId id = backup.id();
        deleteFiles(id);
        Optional<TrimRule> rule = new WalNeed(backups, keeps).without(backup, besideStandalone);
        if (rule.isPresent()) {
            notices.info("Delete associated WAL segments:");
            trim.apply(rule.get(), name -> notices.info("\t" + name));
        }
        keeps.release(id);
        detach(backup, backups);
        deleteRest(id);
        removeReports(id);
        catalog.remove(id);
        marks.remove(id);
    }

    private void refuseUndeletable(BackupInfo backup) {
        if (!BackupId.isWellFormed(backup.id().text())) { // it becomes a path
            throw new RefusedException(
                    "'" + backup.id() + "' is not the id of a backup",
                    "Find out who put " + catalog.infoFileOf(backup.id()) + " there, and move it away.");
        }
        if (backup.text(BackupField.SNAPSHOTS_INFO).isPresent()) {
            throw new RefusedException(
                    "backup " + backup.id() + " of server " + server
                            + " consists of disk snapshots, which this version of barman4j can't delete",
                    "Barman's own 'barman delete' can, on the same directories.");
        }
    }

    private BackupHooks.Backup event(BackupInfo backup, Backups backups) {
        return new BackupHooks.Backup(
                catalog.directoryOf(backup.id()).toString(),
                catalog.infoFileOf(backup.id()).toString(),
                backup.id().text(),
                backups.previous(backup).map(found -> found.id().text()).orElse(""),
                backups.next(backup).map(found -> found.id().text()).orElse(""),
                backup.status().name(),
                backup.text(BackupField.ERROR).orElse(""));
    }

    /** The directories with data first: older Barmans have the metadata beside them, which must stay until the end. */
    private void deleteFiles(BackupId id) {
        Path directory = catalog.directoryOf(id);
        TreeDeletion deletion = new TreeDeletion(disk);
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
            for (Path entry : entries) {
                if (!entry.endsWith(ANNOTATIONS)) {
                    deletion.delete(entry);
                }
            }
        } catch (NoSuchFileException gone) {
            // a deletion that was cut off had come that far
        } catch (IOException e) {
            throw failure(id, e);
        }
    }

    private void deleteRest(BackupId id) {
        try {
            new TreeDeletion(disk).delete(catalog.directoryOf(id));
        } catch (IOException e) {
            throw failure(id, e);
        }
    }

    /** What was noted of the backup beside its metadata. */
    private void removeReports(BackupId id) {
        try {
            for (Path report : List.of(catalog.pageReportOf(id), catalog.restoreTestOf(id))) {
                if (Files.exists(report)) {
                    disk.delete(report);
                }
            }
        } catch (IOException e) {
            throw failure(id, e);
        }
    }

    private StorageException failure(BackupId id, IOException cause) {
        return new StorageException(
                "Failure deleting backup " + id + " for server " + server + ".\n" + StorageException.reason(cause),
                "The backup is no longer whole. When the reason is gone, delete it again.");
    }

    /** Before the metadata goes, so that the backup is never named by a parent that can't find it. */
    private void detach(BackupInfo backup, Backups backups) {
        Optional<BackupInfo> parent = backup.parent().flatMap(backups::find);
        if (parent.isEmpty() || !parent.get().children().contains(backup.id())) {
            return;
        }
        List<BackupId> others = parent.get().children().stream()
                .filter(child -> !child.equals(backup.id()))
                .toList();
        String text = others.stream().map(BackupId::text).collect(Collectors.joining(","));
        catalog.save(
                others.isEmpty()
                        ? parent.get().without(BackupField.CHILDREN_BACKUP_IDS)
                        : parent.get().with(BackupField.CHILDREN_BACKUP_IDS, text));
    }

    /** Files that the next backup shared with this one are now its own. */
    private void measure(BackupInfo next) {
        try (HeldLock lock = locks.acquire(LockName.backupId(server, next.id().text()))) {
            Optional<BackupInfo> found = catalog.load().find(next.id()); // as it is under the lock
            if (found.isPresent()) {
                catalog.save(BackupSize.of(catalog.directoryOf(next.id())).in(found.get()));
            }
        } catch (LockBusyException busy) {
            notices.debug("backup " + next.id() + " is in use, so its size is not corrected");
        } catch (IOException e) {
            notices.warning("cannot measure backup " + next.id() + ": " + StorageException.reason(e));
        }
    }
}
