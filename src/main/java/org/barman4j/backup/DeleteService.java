package org.barman4j.backup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/** Deletes a backup because somebody asked for it, and every backup that is incremental to it. */
public final class DeleteService {
    private final ServerConfig server;
    private final BackupDeletion.Stores stores;
    private final BackupCatalog catalog;
    private final KeepAnnotations keeps;
    private final BackupDeletion deletion;
    private final Locks locks;
    private final Notices notices;

    public DeleteService(
            ServerConfig server, BackupDeletion.Stores stores, BackupDeletion deletion, Locks locks, Notices notices) {
        this.server = server;
        this.stores = stores;
        this.catalog = stores.catalog();
        this.keeps = stores.keeps();
        this.deletion = deletion;
        this.locks = locks;
        this.notices = notices;
    }

    /**
     * Deletes a backup.
     *
     * @throws RefusedException if it is kept, or needed as the last of so many
     */
    public void delete(BackupReference reference) {
        Backups found = catalog.load();
        BackupId id = reference.in(found, server.name()).id();
        checkNeed(id, found);
        try (HeldLock lock = locks.acquire(LockName.backup(server.name()))) {
            Backups backups = catalog.load(); // as they are under the lock
            checkNeed(id, backups);
            for (BackupId each : childrenFirst(id, backups)) {
                deleteOne(each, id);
            }
            stores.unfinished().forEach(this::finish);
        } catch (LockBusyException busy) {
            throw cannot(
                    id, "Another process in running on server " + server.name() + ". Impossible to delete the backup.");
        }
    }

    private void checkNeed(BackupId id, Backups backups) {
        Optional<BackupInfo> backup = backups.find(id);
        if (keeps.target(id).isPresent()) {
            notices.warning("Skipping delete of backup " + id + " for server " + server.name()
                    + " as it has a current keep request. If you really want to delete this backup please remove the"
                    + " keep and try again.");
            throw cannot(id);
        }
        long finished =
                backups.oldestFirst().stream().filter(DeleteService::counts).count();
        int minimum = (Integer) server.required(Options.MINIMUM_REDUNDANCY);
        if (backup.filter(DeleteService::counts).isPresent() && minimum >= finished) {
            notices.warning("Skipping delete of backup " + id + " for server " + server.name()
                    + " due to minimum redundancy requirements (minimum redundancy = " + minimum
                    + ", current redundancy = " + finished + ")");
            throw cannot(id);
        }
    }

    /** Whether it is one of those of which there must be so many. */
    private static boolean counts(BackupInfo backup) {
        return backup.status() == BackupStatus.DONE && !backup.isIncremental();
    }

    /** The backup and all that build on it, each behind those that build on it. */
    private List<BackupId> childrenFirst(BackupId id, Backups backups) {
        List<BackupId> order = new ArrayList<>();
        collect(id, backups, new HashSet<>(), order);
        if (order.size() > 1) {
            notices.warning(
                    "Backup " + id + " has incremental backups which depend on it. Deleting all backups in the tree");
        }
        return order;
    }

    private static void collect(BackupId id, Backups backups, Set<BackupId> seen, List<BackupId> order) {
        if (seen.add(id) && backups.find(id).isPresent()) {
            for (BackupId child : backups.find(id).get().children()) {
                collect(child, backups, seen, order);
            }
            order.add(id);
        }
    }

    private void deleteOne(BackupId id, BackupId root) {
        LockName name = LockName.backupId(server.name(), id.text());
        try (HeldLock lock = locks.acquire(name)) {
            deletion.delete(id, false);
        } catch (LockBusyException busy) {
            notices.error("Another process is holding the lock for backup " + id + " of server " + server.name() + ".");
            throw failed(id, root);
        }
        locks.remove(name);
    }

    /** Removes what a deletion has left that was cut off. One that is still at work is left alone. */
    private void finish(BackupId id) {
        LockName name = LockName.backupId(server.name(), id.text());
        try (HeldLock lock = locks.acquire(name)) {
            if (stores.marks().isSet(id)) {
                deletion.delete(id, false);
            }
        } catch (LockBusyException busy) {
            notices.debug("backup " + id + " is being deleted by another process");
            return;
        }
        locks.remove(name);
    }

    private RefusedException failed(BackupId id, BackupId root) {
        if (!id.equals(root)) {
            notices.error("Failed to delete one of its incremental backups. Make sure all its dependent backups are"
                    + " deletable and try again.");
        }
        return cannot(root);
    }

    private RefusedException cannot(BackupId id, String reason) {
        notices.error(reason);
        return cannot(id);
    }

    private RefusedException cannot(BackupId id) {
        return new RefusedException("Cannot delete backup (" + server.name() + " " + id + ")");
    }
}
