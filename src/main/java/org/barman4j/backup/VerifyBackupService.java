package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.manifest.BackupManifest;
import org.barman4j.manifest.BackupVerification;
import org.barman4j.manifest.Onlooker;
import org.barman4j.page.PageReport;
import org.barman4j.page.PageRule;
import org.barman4j.postgres.live.ClientProgram;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/**
 * Compares a backup with its manifest.
 *
 * <p>PostgreSQL's pg_verifybackup does it where it is installed in a version that knows the backup's, and the files are
 * plain. Otherwise it is done here, and the checksums of the pages are compared in the same pass, if they are wanted.
 */
public final class VerifyBackupService {
    private static final String PROGRAM = "pg_verifybackup";
    private static final int MAJOR = 10_000;
    private static final String BAD_PAGES =
            "A file with bad pages that differs from the manifest went bad here: look at the storage of this host. One that"
                    + " does not came like that: look at the storage of the server, and at its log.";

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final Host host;
    private final Locks locks;
    private final Disk disk;
    private final Notices notices;

    public VerifyBackupService(
            ServerConfig server, BackupCatalog catalog, Host host, Locks locks, Disk disk, Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.host = host;
        this.locks = locks;
        this.disk = disk;
        this.notices = notices;
    }

    /** Does so. What is wrong is told as errors. */
    public void verify(BackupReference reference) {
        BackupInfo backup = reference.in(catalog.load(), server.name());
        notices.info("Verifying backup '" + reference.text() + "' on server ['" + server.name() + "']");
        Path data = catalog.dataOf(backup.id());
        try {
            boolean archived = Files.isDirectory(data) && BackupVerification.isArchived(data);
            Optional<ClientProgram> program = archived ? Optional.empty() : program(backup);
            if (program.isPresent()) {
                call(program.get(), data);
            } else {
                refuseEncrypted(data);
                compare(backup, data);
            }
        } catch (IOException e) {
            failed(data, StorageException.reason(e));
        }
        hint(backup, data);
    }

    /** Where a manifest can still be written: not of archives, nor of what is combined by its own. */
    private void hint(BackupInfo backup, Path data) {
        try {
            if (Files.isDirectory(data)
                    && Files.notExists(data.resolve(BackupManifest.NAME))
                    && !BackupVerification.isArchived(data)
                    && !backup.isIncremental()) {
                notices.hint("The backup has no manifest. 'barman generate-manifest " + server.name() + " "
                        + backup.id() + "' writes one of the files as they are now.");
            }
        } catch (IOException unreadable) {
            notices.debug("cannot look for archives in " + data + ": " + StorageException.reason(unreadable));
        }
    }

    /** The program, unless it is older than the backup's PostgreSQL, whose manifest it may not know. */
    private Optional<ClientProgram> program(BackupInfo backup) {
        long major = backup.number(BackupField.VERSION).orElse(0) / MAJOR;
        return ClientProgram.find(host, server.searchPath(), PROGRAM).filter(program -> program.version()
                .filter(version -> version.number() / MAJOR >= major)
                .isPresent());
    }

    private void call(ClientProgram program, Path data) {
        notices.info("Calling pg_verifybackup");
        CommandResult result = host.run(new Command(
                List.of(program.path().toString(), "-n", data.toString()),
                Map.of("PATH", server.searchPath()),
                Duration.ofSeconds(Long.MAX_VALUE)));
        if (result.succeeded()) {
            notices.info(result.output().strip());
        } else {
            failed(data, result.complaints());
        }
    }

    private void refuseEncrypted(Path data) throws IOException {
        try (var entries = Files.newDirectoryStream(data, "*.gpg")) {
            if (entries.iterator().hasNext()) {
                throw new RefusedException(
                        "the files in " + data + " are encrypted, and can't be verified as they are",
                        "What a restore decrypts can be: restore the backup, and run pg_verifybackup on that.");
            }
        }
    }

    private void compare(BackupInfo backup, Path data) throws IOException {
        notices.info("Comparing the files with " + data.resolve(BackupManifest.NAME));
        Optional<PageRule> rule = BackupPages.rule(backup);
        Optional<BackupPages> pages = rule.flatMap(any -> BackupPages.begin(server, backup, notices));
        Onlooker onlooker = pages.isPresent() ? pages.get() : Onlooker.NONE;
        List<String> problems = new BackupVerification(data, onlooker).problems();
        pages.ifPresent(each -> report(each, rule.orElseThrow(), backup.id()));
        if (problems.isEmpty()) {
            notices.info("backup successfully verified");
        } else {
            failed(data, String.join("\n", problems));
        }
    }

    /** Under the lock of the backup, so that no report comes back which a deletion has just removed. */
    private void report(BackupPages pages, PageRule rule, BackupId id) {
        PageReport before = PageReport.read(catalog.pageReportOf(id));
        pages.judge(rule, before.asWitness());
        pages.tell(BAD_PAGES);
        try (HeldLock lock = locks.acquire(LockName.backupId(server.name(), id.text()))) {
            if (catalog.loadAsWritten().find(id).isPresent()) {
                pages.write(catalog.pageReportOf(id), disk);
            }
        } catch (LockBusyException busy) {
            notices.warning("What was found is not noted: another process is at work on backup " + id);
        } catch (StorageException e) {
            notices.warning(e.getMessage());
            e.hint().ifPresent(notices::hint);
        }
    }

    private void failed(Path data, String reason) {
        notices.error("verify backup failure on directory '" + data + "'");
        notices.error(reason);
    }
}
