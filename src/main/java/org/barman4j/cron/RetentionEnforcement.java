package org.barman4j.cron;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barman4j.backup.BackupDeletion;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Backups;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.inspect.Retention;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.retention.RetentionReport;
import org.barman4j.retention.RetentionStatus;

/** Deletes the backups of one server that its retention policy no longer needs, and those half deleted already. */
public final class RetentionEnforcement {
    private final ServerConfig server;
    private final BackupDeletion.Stores stores;
    private final BackupDeletion deletion;
    private final Locks locks;
    private final Clock clock;
    private final Consumer<BarmanException> failures;
    private final Notices notices;

    /** @param failures takes what went wrong for a backup, and tells it */
    public RetentionEnforcement(
            ServerConfig server,
            BackupDeletion.Stores stores,
            BackupDeletion deletion,
            Locks locks,
            Clock clock,
            Consumer<BarmanException> failures,
            Notices notices) {
        this.server = server;
        this.stores = stores;
        this.deletion = deletion;
        this.locks = locks;
        this.clock = clock;
        this.failures = failures;
        this.notices = notices;
    }

    /** Does so, if the policy is to be enforced. What fails for one backup keeps none of the others. */
    void enforce() {
        if (server.required(Options.RETENTION_POLICY_MODE).equals("auto")) {
            Backups backups = stores.catalog().load();
            Optional<RetentionReport> report =
                    Retention.report(server, backups, stores.keeps(), stores.marks(), clock.instant());
            if (report.isPresent()) {
                obsolete(backups, report.get())
                        .forEach(id -> delete(id, "Enforcing retention policy: removing backup "));
                return;
            }
        }
        stores.unfinished().forEach(id -> delete(id, "Finishing a deletion that was cut off: removing backup "));
    }

    private List<BackupId> obsolete(Backups backups, RetentionReport report) {
        List<BackupId> obsolete = new ArrayList<>();
        for (BackupInfo backup : backups.oldestFirst()) {
            BackupId id = backup.id();
            if (stores.marks().isSet(id)) {
                obsolete.add(id);
            } else if (stores.catalog().isOrphan(backup)) {
                notices.warning("Backup '" + id + "' is an orphan backup, this is possibly the result of an incomplete"
                        + " delete operation. Please manually delete the following files or directories if present:\n* "
                        + stores.catalog().directoryOf(id) + " \n* "
                        + stores.catalog().infoFileOf(id) + " \n");
            } else if (report.of(id.text()) == RetentionStatus.OBSOLETE) {
                obsolete.add(id);
            }
        }
        return obsolete;
    }

    private void delete(BackupId id, String doing) {
        try (HeldLock lock = locks.acquire(LockName.backupId(server.name(), id.text()))) {
            if (stores.keeps().target(id).isPresent() && !stores.marks().isSet(id)) {
                return; // its owner has just said so
            }
            notices.info(doing + id + " for server " + server.name());
            deletion.delete(id, true);
        } catch (LockBusyException busy) {
            notices.warning("Another action is in progress for the backup " + id + " of server " + server.name()
                    + ", skipping retention policy application");
        } catch (BarmanException e) {
            failures.accept(e);
        }
    }
}
