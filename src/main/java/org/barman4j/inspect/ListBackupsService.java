package org.barman4j.inspect;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DamagedFileException;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.Notices;
import org.barman4j.retention.RetentionReport;
import org.barman4j.retention.RetentionStatus;
import org.barman4j.wal.WalAccount;
import org.barman4j.wal.WalUsage;

/** Lists the backups of one server with their sizes, reading each file of the catalogue once. */
public final class ListBackupsService {
    private final ServerConfig server;
    private final ServerCatalog stores;
    private final Notices notices;
    private final Clock clock;

    public ListBackupsService(ServerConfig server, ServerCatalog stores, Notices notices, Clock clock) {
        this.server = server;
        this.stores = stores;
        this.notices = notices;
        this.clock = clock;
    }

    /** The ids alone, which need nothing but the catalogue. */
    public BackupListing ids() {
        List<BackupListing.Row> rows = new ArrayList<>();
        for (BackupInfo backup : load().newestFirst()) {
            rows.add(new BackupListing.Row(backup, 0, 0, RetentionStatus.NONE));
        }
        return new BackupListing(server.name(), rows);
    }

    public BackupListing list() {
        Backups backups = load();
        Map<BackupId, WalUsage> usages = walUsages(backups);
        Optional<RetentionReport> retention =
                Retention.report(server, backups, stores.annotations(), stores.marks(), clock.instant());
        retention.ifPresent(report -> report.remarks().forEach(notices::debug));
        List<BackupListing.Row> rows = new ArrayList<>();
        for (BackupInfo backup : backups.newestFirst()) {
            stores.deletion(backup.id()).ifPresent(notices::hint);
            rows.add(row(backup, usages, retention));
        }
        return new BackupListing(server.name(), rows);
    }

    private Backups load() {
        Backups backups = stores.catalog().load();
        for (DamagedFileException damage : backups.damaged()) {
            notices.warning("Leaving out a backup of server '" + server.name() + "' whose metadata is damaged: "
                    + damage.describe());
        }
        return backups;
    }

    private Map<BackupId, WalUsage> walUsages(Backups backups) {
        WalAccount account = new WalAccount();
        Map<BackupId, Integer> numbers = new HashMap<>();
        for (BackupInfo backup : backups.oldestFirst()) {
            if (backup.status().isCopyDone()) {
                numbers.put(backup.id(), account.open(ServerCatalog.walRange(backup, backups)));
            }
        }
        Map<BackupId, WalUsage> usages = new HashMap<>();
        if (!numbers.isEmpty()) {
            new WalCatalogReading(server.name(), stores.xlogDb(), notices).read(account);
            numbers.forEach((id, number) -> usages.put(id, account.usage(number)));
        }
        return usages;
    }

    private static BackupListing.Row row(
            BackupInfo backup, Map<BackupId, WalUsage> usages, Optional<RetentionReport> retention) {
        long size = backup.number(BackupField.SIZE).orElse(0);
        WalUsage usage = usages.get(backup.id());
        if (usage == null) {
            return new BackupListing.Row(backup, size, 0, RetentionStatus.NONE);
        }
        RetentionStatus status =
                retention.map(report -> report.of(backup.id().text())).orElse(RetentionStatus.NONE);
        return new BackupListing.Row(
                backup,
                size + usage.requiredSize(),
                usage.followingSize(),
                status == RetentionStatus.VALID ? RetentionStatus.NONE : status);
    }
}
