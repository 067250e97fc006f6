package org.barman4j.inspect;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupReference;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.RestoreTestRecord;
import org.barman4j.config.ServerConfig;
import org.barman4j.page.PageReport;
import org.barman4j.report.Notices;
import org.barman4j.retention.RetentionReport;
import org.barman4j.wal.WalAccount;
import org.barman4j.wal.WalUsage;
import org.barman4j.xlog.Lsn;

/** Gathers everything that the files tell of one backup. */
public final class ShowBackupService {
    private final ServerConfig server;
    private final ServerCatalog stores;
    private final ChildTimelines timelines;
    private final Notices notices;
    private final Clock clock;

    public ShowBackupService(
            ServerConfig server, ServerCatalog stores, ChildTimelines timelines, Notices notices, Clock clock) {
        this.server = server;
        this.stores = stores;
        this.timelines = timelines;
        this.notices = notices;
        this.clock = clock;
    }

    public BackupDetails show(BackupReference reference) {
        Backups backups = stores.catalog().load();
        BackupInfo backup = reference.in(backups, server.name());
        stores.deletion(backup.id()).ifPresent(notices::hint);
        if (!backup.status().isCopyDone()) {
            return new BackupDetails(
                    backup,
                    WalUsage.NONE,
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    PageReport.NONE,
                    Optional.empty());
        }
        ServerCatalog.awaited(server, backup).ifPresent(notices::hint);
        WalAccount account = new WalAccount();
        int number = account.open(ServerCatalog.walRange(backup, backups));
        new WalCatalogReading(server.name(), stores.xlogDb(), notices).read(account);
        return new BackupDetails(
                backup,
                account.usage(number),
                retention(backup, backups),
                id(backups.previous(backup)),
                id(backups.next(backup)),
                timelines.after(
                        (int) backup.number(BackupField.TIMELINE).orElse(0),
                        backup.text(BackupField.END_XLOG).flatMap(Lsn::parse)),
                chain(backup, backups),
                PageReport.read(stores.catalog().pageReportOf(backup.id())),
                RestoreTestRecord.read(stores.catalog().restoreTestOf(backup.id())));
    }

    private String retention(BackupInfo backup, Backups backups) {
        Optional<RetentionReport> report =
                Retention.report(server, backups, stores.annotations(), stores.marks(), clock.instant());
        return report.map(statuses -> statuses.of(backup.id().text()).label()).orElse("");
    }

    private static List<BackupId> id(Optional<BackupInfo> backup) {
        return backup.map(BackupInfo::id).stream().toList();
    }

    private static List<BackupId> chain(BackupInfo backup, Backups backups) {
        List<BackupId> ids = new ArrayList<>();
        for (BackupInfo link : backups.chain(backup)) {
            ids.add(link.id());
        }
        return ids;
    }
}
