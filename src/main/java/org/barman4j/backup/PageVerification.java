package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Tablespace;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.page.PageReport;
import org.barman4j.report.Notices;

/** Looks once more at the pages of a finished backup, and notes what it finds. Bad pages are told, and fail nothing. */
final class PageVerification {
    private static final String BAD_PAGES =
            "A file with bad pages that differs from the manifest went bad here: look at the storage of this host. One that"
                    + " does not came like that: look at the storage of the server, and at its log.";

    private final ServerConfig server;
    private final BackupCatalog catalog;
    private final Locks locks;
    private final Disk disk;
    private final Notices notices;

    PageVerification(ServerConfig server, BackupCatalog catalog, Locks locks, Disk disk, Notices notices) {
        this.server = server;
        this.catalog = catalog;
        this.locks = locks;
        this.disk = disk;
        this.notices = notices;
    }

    /** Those who look, if that is wanted and can be judged. */
    Optional<BackupPages> begin(BackupInfo backup) {
        return BackupPages.rule(backup).flatMap(any -> BackupPages.begin(server, backup, notices));
    }

    /** Has all files of a backup looked at that are not in archives. What can't be read is told. */
    void read(BackupInfo backup, BackupPages pages) {
        read(backup, catalog.directoryOf(backup.id()), pages);
    }

    /** The same for the tablespaces that nobody comes to who follows the links in the data directory. */
    void readUnlinked(BackupInfo backup, BackupPages pages) {
        Path links = catalog.dataOf(backup.id()).resolve("pg_tblspc");
        for (Tablespace tablespace : backup.tablespaces()) {
            String oid = Long.toString(tablespace.oid());
            Path files = catalog.directoryOf(backup.id()).resolve(oid);
            if (Files.isDirectory(files) && !Files.exists(links.resolve(oid))) {
                read(backup, files, pages);
            }
        }
    }

    private void read(BackupInfo backup, Path tree, BackupPages pages) {
        Path directory = catalog.directoryOf(backup.id());
        Path data = catalog.dataOf(backup.id());
        try (PageReading reading = new PageReading(() -> Optional.of(pages), directory, data, notices)) {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()) {
                        reading.copied(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            reading.finish();
        } catch (IOException e) {
            notices.warning("cannot examine the pages in " + tree + ": " + StorageException.reason(e));
        }
    }

    /** Judges and tells what was found. It is noted under the lock of the backup, so that no report outlives a deletion. */
    void report(BackupInfo backup, BackupPages pages) {
        BackupId id = backup.id();
        PageReport before = PageReport.read(catalog.pageReportOf(id));
        pages.judge(BackupPages.rule(backup).orElseThrow(), before.asWitness());
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
}
