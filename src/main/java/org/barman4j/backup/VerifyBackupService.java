package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.inspect.ServerCatalog;
import org.barman4j.io.Crew;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.lock.Locks;
import org.barman4j.manifest.BackupManifest;
import org.barman4j.manifest.BackupVerification;
import org.barman4j.manifest.Onlooker;
import org.barman4j.postgres.live.ClientProgram;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/**
 * Compares a backup with its manifest.
 *
 * <p>PostgreSQL's pg_verifybackup does it where it is installed in a version that knows the backup's, and the files are
 * plain. Otherwise it is done here. The checksums of the pages are compared as well, if they are wanted: in the same pass
 * or beside that program.
 */
public final class VerifyBackupService {
    private static final String PROGRAM = "pg_verifybackup";
    private static final int MAJOR = 10_000;

    private final ServerConfig server;
    private final ServerCatalog stores;
    private final BackupCatalog catalog;
    private final Host host;
    private final PageVerification pages;
    private final Notices notices;

    public VerifyBackupService(
            ServerConfig server, ServerCatalog stores, Host host, Locks locks, Disk disk, Notices notices) {
        this.server = server;
        this.stores = stores;
        this.catalog = stores.catalog();
        this.host = host;
        this.pages = new PageVerification(server, catalog, locks, disk, notices);
        this.notices = notices;
    }

    /**
     * Does so. What is wrong is told as errors.
     *
     * @throws RefusedException if its files are still coming or going
     */
    public void verify(BackupReference reference) {
        BackupInfo backup = reference.in(catalog.load(), server.name());
        refuse(backup);
        notices.info("Verifying backup '" + reference.text() + "' on server ['" + server.name() + "']");
        Path data = catalog.dataOf(backup.id());
        try {
            boolean archived = BackupVerification.isArchived(data)
                    || backup.text(BackupField.COMPRESSION).isPresent();
            Optional<ClientProgram> program = archived ? Optional.empty() : program(backup);
            if (program.isPresent()) {
                call(program.get(), backup, data);
            } else {
                refuseEncrypted(data);
                if (archived) {
                    BackupVerification.requireBase(data);
                }
                compare(backup, data);
            }
        } catch (IOException e) {
            failed(data, StorageException.reason(e));
        }
        hint(backup, data);
    }

    private void refuse(BackupInfo backup) {
        String refusal = "Backup " + backup.id() + " can't be verified: ";
        Optional<String> deletion = stores.deletion(backup.id());
        if (deletion.isPresent()) {
            throw new RefusedException(refusal + "it is being deleted", deletion.get());
        }
        if (backup.status().isUnderWay()) {
            throw new RefusedException(refusal + "it is not complete yet (" + backup.status() + ")");
        }
    }

    /** Where a manifest can still be written: not of archives, nor of what is combined by its own. */
    private void hint(BackupInfo backup, Path data) {
        try {
            if (backup.status().isCopyDone()
                    && Files.isDirectory(data)
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

    private void call(ClientProgram program, BackupInfo backup, Path data) throws IOException {
        notices.info("Calling pg_verifybackup");
        CommandResult result = beside(
                new Command(
                        List.of(program.path().toString(), "-n", data.toString()),
                        Map.of("PATH", server.searchPath()),
                        Duration.ofSeconds(Long.MAX_VALUE)),
                backup);
        if (result.succeeded()) {
            notices.info(result.output().strip());
        } else {
            failed(data, result.complaints());
        }
    }

    /** Runs the program while the pages are looked at: both read the same files, which the storage then does once. */
    private CommandResult beside(Command command, BackupInfo backup) throws IOException {
        Optional<BackupPages> looking = pages.begin(backup);
        if (looking.isEmpty()) {
            return host.run(command);
        }
        List<CommandResult> results = new ArrayList<>();
        try (Crew<CommandResult> crew = new Crew<>(1, results::add)) {
            crew.submit(() -> host.run(command));
            pages.read(backup, looking.get());
            crew.finish();
        }
        pages.report(backup, looking.get());
        return results.get(0);
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
        Optional<BackupPages> looking = pages.begin(backup);
        Onlooker onlooker = looking.isPresent() ? looking.get() : Onlooker.NONE;
        List<String> problems = new BackupVerification(data, onlooker).problems();
        if (looking.isPresent()) {
            pages.readUnlinked(backup, looking.get());
            pages.report(backup, looking.get());
        }
        if (problems.isEmpty()) {
            notices.info("backup successfully verified");
        } else {
            failed(data, String.join("\n", problems));
        }
    }

    private void failed(Path data, String reason) {
        notices.error("verify backup failure on directory '" + data + "'");
        notices.error(reason);
    }
}
