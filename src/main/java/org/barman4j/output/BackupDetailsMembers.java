package org.barman4j.output;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupType;
import org.barman4j.catalog.Tablespace;
import org.barman4j.inspect.BackupDetails;
import org.barman4j.inspect.CopyFacts;
import org.barman4j.page.BadPage;
import org.barman4j.text.ByteSize;
import org.barman4j.text.Percent;
import org.barman4j.text.PythonTime;
import org.barman4j.wal.WalUsage;

/** The members of a backup's JSON object. */
final class BackupDetailsMembers {
    /** The text has those blanks in Barman, where a line of its source is continued. */
    private static final String INACCURATE = "WAL information is inaccurate " + " ".repeat(20)
            + "due to multiple timelines interacting with " + " ".repeat(20) + "this backup";

    private final BackupDetails details;
    private final BackupInfo backup;
    private final WalUsage wal;

    BackupDetailsMembers(BackupDetails details) {
        this.details = details;
        this.backup = details.backup();
        this.wal = details.wal();
    }

    void addTo(Map<String, Object> members) {
        members.put("backup_id", backup.id().text());
        members.put("status", backup.status().name());
        backup.name().ifPresent(name -> members.put("backup_name", name));
        backup.text(BackupField.SYSTEMID).ifPresent(id -> members.put("system_id", id));
        Map<String, Object> server = new HashMap<>();
        server.put("data_checksums", text(BackupField.DATA_CHECKSUMS));
        server.put("summarize_wal", text(BackupField.SUMMARIZE_WAL));
        if (details.pages().isKnown()) {
            server.put("page_checksums", pages());
        }
        details.restoreTest()
                .ifPresent(record -> server.put(
                        "restore_test",
                        Map.of(
                                "time", PythonTime.print(record.time()),
                                "passed", record.passed(),
                                "seconds", record.seconds(),
                                "remark", record.remark())));
        members.put("server_information", server);
        if (backup.status().isCopyDone()) {
            addComplete(members);
        } else {
            backup.text(BackupField.ERROR).ifPresent(error -> members.put("error", error));
        }
    }

    private void addComplete(Map<String, Object> members) {
        members.put("backup_type", backup.type().toString());
        long clusterSize = backup.number(BackupField.CLUSTER_SIZE).orElse(0);
        if (clusterSize != 0) {
            putSize(members, "cluster_size", clusterSize);
        }
        members.put("postgresql_version", number(BackupField.VERSION));
        members.put("pgdata_directory", text(BackupField.PGDATA));
        members.put("tablespaces", tablespaces());
        members.put("base_backup_information", baseBackup());
        members.put("catalog_information", catalog());
        members.put("wal_information", walInformation());
        backup.literal(BackupField.SNAPSHOTS_INFO).ifPresent(info -> members.put("snapshots_info", info));
    }

    private Map<String, Object> pages() {
        List<Object> bad = new ArrayList<>();
        for (BadPage page : details.pages().bad()) {
            bad.add(Map.of("file", page.file(), "block", (long) page.block(), "on_server", page.onServer()));
        }
        return Map.of("examined", details.pages().examined(), "bad", bad);
    }

    private List<Object> tablespaces() {
        List<Object> tablespaces = new ArrayList<>();
        for (Tablespace tablespace : backup.tablespaces()) {
            tablespaces.add(
                    Map.of("name", tablespace.name(), "location", tablespace.location(), "oid", tablespace.oid()));
        }
        return tablespaces;
    }

    private Map<String, Object> baseBackup() {
        Map<String, Object> base = new HashMap<>();
        base.put("backup_method", backup.mode());
        base.put("encryption", text(BackupField.ENCRYPTION));
        base.put("compression", text(BackupField.COMPRESSION));
        long size = backup.number(BackupField.DEDUPLICATED_SIZE).orElse(0);
        putSize(base, "backup_size", size);
        putSize(base, "backup_size_with_wals", size + wal.requiredSize());
        putSize(base, "wal_size", wal.requiredSize());
        base.put("timeline", number(BackupField.TIMELINE));
        base.put("begin_wal", text(BackupField.BEGIN_WAL));
        base.put("end_wal", text(BackupField.END_WAL));
        base.put("wal_num", wal.required());
        putTime(base, "begin_time", BackupField.BEGIN_TIME);
        putTime(base, "end_time", BackupField.END_TIME);
        base.put("begin_offset", number(BackupField.BEGIN_OFFSET));
        base.put("end_offset", number(BackupField.END_OFFSET));
        base.put("begin_lsn", text(BackupField.BEGIN_XLOG));
        base.put("end_lsn", text(BackupField.END_XLOG));
        if (backup.type() == BackupType.RSYNC || backup.type() == BackupType.INCREMENTAL) {
            double saved = CopyFacts.savedBytes(backup);
            base.put("resources_saved", ByteSize.pretty(saved));
            base.put("resources_saved_bytes", (long) saved);
            base.put("resources_saved_percentage", Percent.of(CopyFacts.deduplicationRatio(backup)));
        }
        double compression = wal.requiredCompression(backup.segmentSize());
        if (compression > 0) {
            base.put("wal_compression_ratio", Percent.of(compression));
        }
        addCopy(base, size);
        return base;
    }

    private void addCopy(Map<String, Object> base, long size) {
        CopyFacts copy = CopyFacts.of(backup);
        if (copy.copySeconds() <= 0) {
            return;
        }
        base.put("copy_time", BackupDetailsPage.human(copy.copySeconds()));
        base.put("copy_time_seconds", copy.recordedCopySeconds());
        if (copy.analysisSeconds() >= 1) {
            base.put("analysis_time", BackupDetailsPage.human(copy.analysisSeconds()));
            base.put("analysis_time_seconds", copy.analysisSeconds());
        }
        double throughput = size / copy.copySeconds();
        base.put("throughput", ByteSize.pretty(throughput) + "/s");
        base.put("throughput_bytes", (long) throughput);
        base.put("number_of_workers", copy.workers());
    }

    private Map<String, Object> catalog() {
        Map<String, Object> catalog = new HashMap<>();
        catalog.put("retention_policy", details.retention().isEmpty() ? "not enforced" : details.retention());
        catalog.put(
                "previous_backup",
                BackupDetailsPage.neighbour(details.previous(), "- (this is the oldest base backup)"));
        catalog.put("next_backup", BackupDetailsPage.neighbour(details.next(), "- (this is the latest base backup)"));
        if (backup.type() == BackupType.INCREMENTAL) {
            catalog.put(
                    "root_backup_id",
                    details.chain().get(details.chain().size() - 1).text());
            catalog.put("parent_backup_id", text(BackupField.PARENT_BACKUP_ID));
            catalog.put("chain_size", details.chain().size());
        }
        if (backup.mode().equals("postgres")) {
            List<String> children = new ArrayList<>();
            for (BackupId child : backup.children()) {
                children.add(child.text());
            }
            catalog.put("children_backup_ids", children.isEmpty() ? null : children);
        }
        return catalog;
    }

    private Map<String, Object> walInformation() {
        Map<String, Object> information = new HashMap<>();
        information.put("no_of_files", wal.following());
        putSize(information, "disk_usage", wal.followingSize());
        double rate = wal.segmentsPerSecond();
        information.put("wal_rate", rate > 0 ? BackupDetailsPage.rate(wal) : (Object) 0);
        information.put("wal_rate_per_second", rate > 0 ? rate : (Object) 0);
        double compression = wal.followingCompression(backup.segmentSize());
        information.put("compression_ratio", compression > 0 ? Percent.of(compression) : (Object) 0);
        information.put("last_available", wal.lastSegment().orElse(null));
        List<String> timelines = new ArrayList<>();
        for (Integer timeline : details.childTimelines()) {
            timelines.add(timeline.toString());
        }
        information.put("timelines", timelines);
        if (!timelines.isEmpty()) {
            information.put("_WARNING", INACCURATE);
        }
        return information;
    }

    private void putTime(Map<String, Object> members, String name, BackupField field) {
        OffsetDateTime time = backup.time(field).orElseThrow();
        members.put(name, PythonTime.print(time));
        members.put(name + "_timestamp", Long.toString(PythonTime.epochSeconds(time)));
    }

    private static void putSize(Map<String, Object> members, String name, long bytes) {
        members.put(name, ByteSize.pretty(bytes));
        members.put(name + "_bytes", bytes);
    }

    /** The text of a field, or null, which JSON has a word for. */
    private String text(BackupField field) {
        return backup.text(field).orElse(null);
    }

    /** The number in a field, or null. */
    private Object number(BackupField field) {
        return backup.number(field).isPresent() ? (Object) backup.number(field).getAsLong() : null;
    }
}
