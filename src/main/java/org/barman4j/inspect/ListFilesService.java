package org.barman4j.inspect;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.Backups;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.WalLine;
import org.barman4j.xlog.WalSegmentName;

/** Lists the paths of the files that belong to a backup, one at a time, however many there are. */
public final class ListFilesService {
    private static final long VERSION_9_3 = 90_300;
    private static final String DATA_ONLY = "Use --target data to list the files of the backup itself.";

    private final ServerConfig server;
    private final ServerCatalog stores;
    private final Notices notices;

    public ListFilesService(ServerConfig server, ServerCatalog stores, Notices notices) {
        this.server = server;
        this.stores = stores;
        this.notices = notices;
    }

    /** Gives each path to the receiver. */
    public void list(BackupReference reference, FileTarget target, boolean emptyDirectories, Consumer<String> paths) {
        Backups backups = stores.catalog().load();
        BackupInfo backup = reference.in(backups, server.name());
        stores.deletion(backup.id()).ifPresent(notices::hint);
        if (target.includesData()) {
            new TreeListing(emptyDirectories, notices, paths)
                    .list(stores.catalog().directoryOf(backup.id()));
        }
        if (target == FileTarget.STANDALONE) {
            requiredWal(backup, paths);
        }
        if (target.includesWalUntilNext()) {
            walUntilNext(backup, backups, paths);
        }
    }

    private void requiredWal(BackupInfo backup, Consumer<String> paths) {
        WalSegmentName begin = segment(backup, BackupField.BEGIN_WAL);
        WalSegmentName end = segment(backup, BackupField.END_WAL);
        if (begin.timeline() != end.timeline()) {
            throw new RefusedException(
                    "backup " + backup.id() + " begins and ends on different timelines (" + begin + ", " + end + ")",
                    DATA_ONLY);
        }
        boolean skipFF = backup.number(BackupField.VERSION).orElse(VERSION_9_3) < VERSION_9_3;
        for (WalSegmentName name : WalSegmentName.through(begin, end, backup.segmentSize(), skipFF)) {
            paths.accept(path(name.hashDirectory(), name.toString()));
        }
    }

    private void walUntilNext(BackupInfo backup, Backups backups, Consumer<String> paths) {
        WalSegmentName begin = segment(backup, BackupField.BEGIN_WAL);
        WalFilter filter = new WalFilter(begin, ServerCatalog.walLimit(backup, backups));
        stores.xlogDb().read(line -> {
            if (filter.accepts(line)) {
                String name = line.name();
                boolean history = line.kind() == WalLine.Kind.HISTORY;
                paths.accept(path(history ? "" : line.segment().hashDirectory(), name));
            }
        });
    }

    private static WalSegmentName segment(BackupInfo backup, BackupField field) {
        return backup.text(field)
                .flatMap(WalSegmentName::parse)
                .orElseThrow(() -> new RefusedException(
                        "backup " + backup.id() + " has no " + field.key() + ", so its WAL files can't be told",
                        DATA_ONLY));
    }

    private String path(String hashDirectory, String name) {
        Path wals = server.path(Options.WALS_DIRECTORY);
        return wals.resolve(hashDirectory).resolve(name).toString();
    }

    /** Accepts history files, and segments of the backup's own or an older timeline up to the first past the limit. */
    private static final class WalFilter {
        private final WalSegmentName begin;
        private final WalSegmentName limit;
        private boolean ended;

        WalFilter(WalSegmentName begin, WalSegmentName limit) {
            this.begin = begin;
            this.limit = limit;
        }

        boolean accepts(WalLine line) {
            if (ended || line.kind() == WalLine.Kind.HISTORY) {
                return !ended;
            }
            if (line.kind() != WalLine.Kind.SEGMENT) {
                return false;
            }
            WalSegmentName name = line.segment();
            if (name.compareTo(begin) < 0 || Integer.compareUnsigned(name.timeline(), begin.timeline()) > 0) {
                return false;
            }
            ended = name.compareTo(limit) > 0;
            return !ended;
        }
    }
}
