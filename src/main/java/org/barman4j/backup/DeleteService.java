package org.barman4j.backup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.Backups;
import org.barman4j.config.ServerConfig;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/** Deletes backups because somebody asked for it, and every backup that is incremental to one of them. */
public final class DeleteService {
    private final ServerConfig server;
    private final BackupDeletion.Stores stores;
    private final BackupCatalog catalog;
    private final DeletionRules rules;
    private final BackupDeletion deletion;
    private final Locks locks;
    private final Notices notices;

    public DeleteService(
            ServerConfig server, BackupDeletion.Stores stores, BackupDeletion deletion, Locks locks, Notices notices) {
        this.server = server;
        this.stores = stores;
        this.catalog = stores.catalog();
        this.rules = new DeletionRules(server, stores, notices);
        this.deletion = deletion;
        this.locks = locks;
        this.notices = notices;
    }

    /**
     * Deletes backups, in that order. One that two references mean, or that is gone with another, is deleted once.
     *
     * <p>Nothing is deleted unless all of them are there and each may go when those before it are gone. What fails then
     * for one of several is told, and keeps none of the others.
     *
     * @throws RefusedException if one is kept, or needed as the last of so many, or if not all could be deleted
     */
    public void delete(List<BackupReference> references) {
        Backups found = catalog.load();
        List<BackupId> ids = references.stream()
                .map(reference -> reference.in(found, server.name()).id())
                .distinct()
                .toList();
        checkAll(ids, found);
        try (HeldLock lock = locks.acquire(LockName.backup(server.name()))) {
            if (ids.size() == 1) {
                deleteTree(ids.get(0));
            } else {
                deleteEach(ids);
            }
            for (BackupId id : stores.unfinished()) {
                deletion.stopIfTold(id);
                finish(id);
            }
        } catch (LockBusyException busy) {
            notices.error(
                    "Another process in running on server " + server.name() + ". Impossible to delete the backup.");
            throw forAll(ids, DeletionRules.refusal(server.name(), ids.get(0)));
        }
    }

    private void checkAll(List<BackupId> ids, Backups backups) {
        try {
            rules.check(ids, backups);
        } catch (RefusedException refused) {
            throw forAll(ids, refused);
        }
    }

    private static RefusedException forAll(List<BackupId> ids, RefusedException refused) {
        return ids.size() == 1
                ? refused
                : new RefusedException(refused.getMessage(), "None of the backups has been deleted.");
    }

    private void deleteEach(List<BackupId> ids) {
        for (BackupId id : ids) {
            try {
                deletion.stopIfTold(id);
                deleteTree(id);
            } catch (BarmanException e) {
                notices.error(e.getMessage());
                e.hint().ifPresent(notices::hint);
            }
        }
        Backups backups = catalog.load();
        List<String> left = ids.stream()
                .filter(id -> backups.find(id).isPresent())
                .map(BackupId::text)
                .toList();
        if (!left.isEmpty()) {
            throw new RefusedException(left.size() + " of " + ids.size() + " backups could not be deleted ("
                    + server.name() + " " + String.join(", ", left) + ")");
        }
    }

    private void deleteTree(BackupId id) {
        Backups backups = catalog.load(); // as they are under the lock, and without those deleted so far
        rules.check(List.of(id), backups);
        for (BackupId each : childrenFirst(id, backups)) {
            deletion.stopIfTold(each);
            deleteOne(each, id);
        }
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
        return DeletionRules.refusal(server.name(), root);
    }
}
