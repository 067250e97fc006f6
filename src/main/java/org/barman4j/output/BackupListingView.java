package org.barman4j.output;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.inspect.BackupListing;
import org.barman4j.retention.RetentionStatus;
import org.barman4j.text.ByteSize;
import org.barman4j.text.PythonTime;

/** A line for each backup of a server. */
public final class BackupListingView implements View<BackupListing> {
    public static final BackupListingView INSTANCE = new BackupListingView();

    private BackupListingView() {}

    @Override
    public void console(BackupListing listing, Console console) {
        for (BackupListing.Row row : listing.rows()) {
            console.line(line(row));
        }
    }

    @Override
    public void json(BackupListing listing, JsonDocument document) {
        List<Object> rows = new ArrayList<>();
        for (BackupListing.Row row : listing.rows()) {
            rows.add(members(row));
        }
        document.put(listing.server(), rows);
    }

    private static String line(BackupListing.Row row) {
        BackupInfo backup = row.backup();
        StringBuilder line = new StringBuilder(128);
        line.append(backup.serverName()).append(' ').append(backup.id().text());
        backup.name().ifPresent(name -> line.append(" '").append(name).append('\''));
        line.append(" - ").append(backup.type().letter()).append(" - ");
        if (!backup.status().isCopyDone()) {
            return line.append(backup.status()).toString();
        }
        line.append(PythonTime.ctime(backup.endTime()));
        line.append(" - Size: ").append(ByteSize.pretty(row.size()));
        line.append(" - WAL Size: ").append(ByteSize.pretty(row.walSize()));
        if (backup.status() == BackupStatus.WAITING_FOR_WALS) {
            line.append(" - ").append(backup.status());
        }
        if (row.retention() != RetentionStatus.NONE) {
            line.append(" - ").append(row.retention().label());
        }
        return line.toString();
    }

    private static Map<String, Object> members(BackupListing.Row row) {
        BackupInfo backup = row.backup();
        Map<String, Object> members = new HashMap<>();
        members.put("backup_id", backup.id().text());
        backup.name().ifPresent(name -> members.put("backup_name", name));
        members.put("backup_type", backup.type().toString());
        members.put("status", backup.status().name());
        if (backup.status().isCopyDone()) {
            OffsetDateTime end = backup.endTime();
            members.put("end_time", PythonTime.ctime(end));
            members.put("end_time_timestamp", Long.toString(PythonTime.epochSeconds(end)));
            members.put("size", ByteSize.pretty(row.size()));
            members.put("size_bytes", row.size());
            members.put("wal_size", ByteSize.pretty(row.walSize()));
            members.put("wal_size_bytes", row.walSize());
            members.put("retention_status", row.retention().label());
        }
        return members;
    }
}
