package org.barman4j.backup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.barman4j.archive.ArchiveWalService;
import org.barman4j.archive.WalWait;
import org.barman4j.backup.method.BackupDraft;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.report.Silence;
import org.barman4j.text.PythonTime;

/** Takes a backup of one server: from the checks before it to the WAL that makes it complete. */
public final class BackupService {
    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final Locks locks;
    private final Steps steps;
    private final Clock clock;
    private final OrderlyEnd ending;
    private final Notices notices;

    /** What does the single parts of the work. */
    public record Steps(
            BackupPreparation preparation,
            AbandonedBackups abandoned,
            CatalogLeftovers leftovers,
            BackupTaking taking,
            WalWait waiting,
            ArchiveWalService archiver,
            CheckBackupService checker) {}

    public BackupService(
            ServerConfig server,
            BackupCatalog catalog,
            Locks locks,
            Steps steps,
            Clock clock,
            OrderlyEnd ending,
            Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.locks = locks;
        this.steps = steps;
        this.clock = clock;
        this.ending = ending;
        this.notices = notices;
    }

    /**
     * Does so. A backup that fails stays in the catalogue with the reason, which is told as an error.
     *
     * @return the backup as it is in the end
     * @throws RefusedException if none was begun
     */
    public BackupInfo take(BackupRequest request) {
        Optional<BackupInfo> parent = steps.preparation().prepare(request);
        Optional<String> systemId = steps.preparation().identify();
        try (HeldLock lock = locks.acquire(LockName.backup(server.name()))) {
            steps.abandoned().settleAlone();
            steps.leftovers().removeAlone();
            BackupDraft draft = draft(request, parent, systemId);
            steps.taking().take(draft, () -> await(draft, request));
            return finish(draft);
        } catch (LockBusyException busy) {
            throw new RefusedException(
                    "Another backup process is running", busy.hint().orElse(""));
        }
    }

    /** Enters the backup in the catalogue. */
    private BackupDraft draft(BackupRequest request, Optional<BackupInfo> parent, Optional<String> systemId) {
        BackupInfo info = BackupInfo.empty(freeId(), server.name(), ServerCatalog.mode(server));
        info = systemId.isPresent() ? info.with(BackupField.SYSTEMID, systemId.get()) : info;
        info = parent.isPresent()
                ? info.with(BackupField.PARENT_BACKUP_ID, parent.get().id().text())
                : info;
        info = request.name().isEmpty() ? info : info.with(BackupField.BACKUP_NAME, request.name());
        boolean first = catalog.load().previous(info).isEmpty();
        BackupDraft draft = new BackupDraft(catalog, info, first);
        draft.save();
        return draft;
    }

    /** The id of this second, or of the next one that no backup has. */
    private BackupId freeId() {
        while (true) {
            Instant now = clock.instant();
            BackupId id = BackupId.at(PythonTime.local(now));
            if (catalog.loadAsWritten().find(id).isEmpty()
                    && !catalog.directoryOf(id).toFile().exists()) {
                return id;
            }
            try {
                Thread.sleep(Duration.ofSeconds(1).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RefusedException("interrupted");
            }
        }
    }

    /** Waits for the WAL of a backup, if that is wanted. */
    private void await(BackupDraft draft, BackupRequest request) {
        if (!request.waitForWal()) {
            return;
        }
        try {
            steps.waiting().await(draft.info().endWal(), request.limit());
        } catch (BarmanException e) {
            if (!ending.isRequested()) {
                throw e;
            }
        }
        boolean interrupted = Thread.interrupted() || ending.isRequested();
        if (interrupted && !ending.isByKeyboard()) {
            return; // who asked for the wait must not take the backup for complete
        }
        if (interrupted) {
            notices.info("Got CTRL-C. Continuing without waiting for '"
                    + draft.info().endWal() + "' to be archived");
        }
        check(draft);
    }

    private void check(BackupDraft draft) {
        draft.replace(steps.checker().review(new BackupReference(draft.id().text())));
    }

    /** What can be done at once to make the backup complete. */
    private BackupInfo finish(BackupDraft draft) {
        steps.archiver().archive(false);
        steps.taking().trimFirst(draft, Silence.INSTANCE);
        if (draft.info().status() == BackupStatus.WAITING_FOR_WALS) {
            check(draft);
        }
        BackupInfo info = draft.info();
        warnOfChecksums(info);
        if (info.status() == BackupStatus.WAITING_FOR_WALS) {
            notices.warning("IMPORTANT: this backup is classified as WAITING_FOR_WALS, meaning that Barman has not"
                    + " received yet all the required WAL files for the backup consistency.\nThis is a common behaviour in"
                    + " concurrent backup scenarios, and Barman automatically set the backup as DONE once all the required"
                    + " WAL files have been archived.\nHint: execute the backup command with '--wait'");
            ServerCatalog.awaited(server, info).ifPresent(notices::hint);
        }
        return info;
    }

    private void warnOfChecksums(BackupInfo info) {
        boolean on = info.text(BackupField.DATA_CHECKSUMS).filter("on"::equals).isPresent();
        if (on
                && info.isIncremental()
                && catalog.load().chain(info).stream().anyMatch(link -> link.text(BackupField.DATA_CHECKSUMS)
                        .filter("off"::equals)
                        .isPresent())) {
            notices.warning(
                    "This is an incremental backup taken with `data_checksums = on` whereas some previous backups"
                            + " in the chain were taken with `data_checksums = off`. This can lead to potential recovery issues."
                            + " Consider taking a new full backup to avoid having inconsistent backup chains.");
        }
    }
}
