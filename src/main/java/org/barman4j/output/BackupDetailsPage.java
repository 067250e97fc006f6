package org.barman4j.output;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupType;
import org.barman4j.catalog.RestoreTestRecord;
import org.barman4j.catalog.Tablespace;
import org.barman4j.inspect.BackupDetails;
import org.barman4j.inspect.CopyFacts;
import org.barman4j.page.PageReport;
import org.barman4j.text.ByteSize;
import org.barman4j.text.HumanDuration;
import org.barman4j.text.Percent;
import org.barman4j.text.PythonTime;
import org.barman4j.wal.WalUsage;

/** Prints a backup in blocks of labelled lines. */
final class BackupDetailsPage {
    private static final int LABEL_WIDTH = 23;
    private static final int SECONDS_PER_HOUR = 3600;

    private final BackupDetails details;
    private final BackupInfo backup;
    private final WalUsage wal;
    private final PageReport pages;
    private final Optional<RestoreTestRecord> restoreTest;
    private final Console console;

    BackupDetailsPage(BackupDetails details, Console console) {
        this.details = details;
        this.backup = details.backup();
        this.wal = details.wal();
        this.pages = details.pages();
        this.restoreTest = details.restoreTest();
        this.console = console;
    }

    void print() {
        console.line("Backup " + backup.id() + ":");
        general();
        server();
        if (backup.status().isCopyDone()) {
            snapshots();
            tablespaces();
            baseBackup();
            walInformation();
            catalog();
        } else {
            backup.text(BackupField.ERROR).ifPresent(error -> outer("Error", error));
        }
    }

    private void general() {
        backup.name().ifPresent(name -> outer("Backup Name", name));
        outer("Server Name", backup.serverName());
        backup.text(BackupField.SYSTEMID).ifPresent(id -> outer("System Id", id));
        outer("Status", backup.status().name());
        if (backup.status().isCopyDone()) {
            outer("PostgreSQL Version", text(BackupField.VERSION));
            outer("PGDATA directory", text(BackupField.PGDATA));
            long size = backup.number(BackupField.CLUSTER_SIZE).orElse(0);
            if (size != 0) {
                outer("Estimated Cluster Size", ByteSize.pretty(size));
            }
        }
        console.line("");
    }

    private void server() {
        boolean checksums = backup.text(BackupField.DATA_CHECKSUMS).isPresent();
        boolean summarizer = backup.text(BackupField.SUMMARIZE_WAL).isPresent();
        if (checksums || summarizer) {
            header("Server information");
            backup.text(BackupField.DATA_CHECKSUMS).ifPresent(state -> inner("Checksums", state));
            backup.text(BackupField.SUMMARIZE_WAL).ifPresent(state -> inner("WAL summarizer", state));
            pages();
            restoreTest();
            console.line("");
        }
    }

    private void restoreTest() {
        restoreTest.ifPresent(record -> inner(
                "Restore test",
                PythonTime.print(record.time()) + (record.passed() ? ", passed" : ", FAILED: " + record.remark())
                        + ", ready after " + Math.round(record.seconds()) + " seconds"));
    }

    private void pages() {
        if (pages.isKnown()) {
            String found = pages.bad().isEmpty() ? "all good" : pages.bad().size() + " bad";
            inner("Page checksums", pages.examined() + " pages, " + found);
            pages.lines().forEach(line -> inner("Bad pages", line));
        }
    }

    private void snapshots() {
        if (!(backup.literal(BackupField.SNAPSHOTS_INFO).orElse("") instanceof Map<?, ?> snapshots)) {
            return;
        }
        header("Snapshot information");
        for (Map.Entry<?, ?> fact : snapshots.entrySet()) {
            if (!fact.getKey().equals("snapshots") && !fact.getKey().equals("provider_info")) {
                inner(fact.getKey().toString(), fact.getValue());
            }
        }
        for (Map.Entry<?, ?> fact : map(snapshots.get("provider_info")).entrySet()) {
            inner(fact.getKey().toString(), fact.getValue());
        }
        console.line("");
        if (snapshots.get("snapshots") instanceof List<?> disks) {
            for (Object disk : disks) {
                snapshot(map(disk));
            }
        }
    }

    private void snapshot(Map<?, ?> disk) {
        for (Map.Entry<?, ?> fact : new TreeMap<Object, Object>(map(disk.get("provider"))).entrySet()) {
            inner(fact.getKey().toString(), fact.getValue());
        }
        Map<?, ?> mount = map(disk.get("mount"));
        inner("Mount point", mount.get("mount_point"));
        inner("Mount options", mount.get("mount_options"));
        console.line("");
    }

    private void tablespaces() {
        List<Tablespace> tablespaces = backup.tablespaces();
        if (!tablespaces.isEmpty()) {
            header("Tablespaces");
            for (Tablespace tablespace : tablespaces) {
                inner(tablespace.name(), tablespace.location() + " (oid: " + tablespace.oid() + ")");
            }
            console.line("");
        }
    }

    private void baseBackup() {
        header("Base backup information");
        inner("Backup Method", backup.mode());
        backup.text(BackupField.ENCRYPTION).ifPresent(encryption -> inner("Encryption", encryption));
        sizes();
        inner("Timeline", text(BackupField.TIMELINE));
        inner("Begin WAL", text(BackupField.BEGIN_WAL));
        inner("End WAL", text(BackupField.END_WAL));
        if (wal.required() > 0) {
            inner("Number of WALs", wal.required());
        }
        double compression = wal.requiredCompression(backup.segmentSize());
        if (compression > 0) {
            inner("WAL compression ratio", Percent.of(compression));
        }
        inner("Begin time", time(BackupField.BEGIN_TIME));
        inner("End time", time(BackupField.END_TIME));
        copy();
        inner("Begin Offset", text(BackupField.BEGIN_OFFSET));
        inner("End Offset", text(BackupField.END_OFFSET));
        inner("Begin LSN", text(BackupField.BEGIN_XLOG));
        inner("End LSN", text(BackupField.END_XLOG));
        console.line("");
    }

    private void sizes() {
        if (backup.mode().equals("postgres")) {
            inner("Backup Type", backup.type());
        }
        long size = backup.number(BackupField.DEDUPLICATED_SIZE).orElse(0);
        if (size != 0) {
            String withWal =
                    wal.requiredSize() == 0 ? "" : " (" + ByteSize.pretty(size + wal.requiredSize()) + " with WALs)";
            inner("Backup Size", ByteSize.pretty(size) + withWal);
        }
        backup.text(BackupField.COMPRESSION)
                .filter(compression -> !compression.equals("none"))
                .ifPresent(compression -> inner("Backup Compression", compression));
        if (wal.requiredSize() != 0) {
            inner("WAL Size", ByteSize.pretty(wal.requiredSize()));
        }
        if (backup.type() == BackupType.RSYNC || backup.type() == BackupType.INCREMENTAL) {
            inner(
                    "Resources saved",
                    ByteSize.pretty(CopyFacts.savedBytes(backup)) + " ("
                            + Percent.of(CopyFacts.deduplicationRatio(backup)) + ")");
        }
    }

    private void copy() {
        CopyFacts copy = CopyFacts.of(backup);
        if (copy.copySeconds() <= 0) {
            return;
        }
        String startUp = copy.analysisSeconds() < 1 ? "" : " + " + human(copy.analysisSeconds()) + " startup";
        inner("Copy time", human(copy.copySeconds()) + startUp);
        OptionalDouble throughput = copy.throughput(backup);
        if (throughput.isPresent()) {
            String jobs = copy.workers() > 1 ? " (" + copy.workers() + " jobs)" : "";
            inner("Estimated throughput", ByteSize.pretty(throughput.getAsDouble()) + "/s" + jobs);
        }
    }

    private void walInformation() {
        header("WAL information");
        inner("Number of files", wal.following());
        inner("Disk usage", ByteSize.pretty(wal.followingSize()));
        if (wal.segmentsPerSecond() > 0) {
            inner("WAL rate", rate(wal));
        }
        double compression = wal.followingCompression(backup.segmentSize());
        if (compression > 0) {
            inner("Compression ratio", Percent.of(compression));
        }
        inner("Last available", wal.lastSegment().orElse("None"));
        if (!details.childTimelines().isEmpty()) {
            inner("Reachable timelines", joined(details.childTimelines(), ", "));
        }
        console.line("");
    }

    private void catalog() {
        header("Catalog information");
        inner("Retention Policy", details.retention().isEmpty() ? "not enforced" : details.retention());
        inner("Previous Backup", neighbour(details.previous(), "- (this is the oldest base backup)"));
        inner("Next Backup", neighbour(details.next(), "- (this is the latest base backup)"));
        if (!details.childTimelines().isEmpty()) {
            console.line("");
            console.line(
                    "WARNING: WAL information is inaccurate due to multiple timelines interacting with this backup");
        }
        if (backup.type() == BackupType.INCREMENTAL) {
            inner("Root Backup", details.chain().get(details.chain().size() - 1));
            inner("Parent Backup", text(BackupField.PARENT_BACKUP_ID));
            inner("Backup chain size", details.chain().size());
        }
        if (backup.mode().equals("postgres")) {
            backup.text(BackupField.CHILDREN_BACKUP_IDS).ifPresent(ids -> inner("Children Backup(s)", ids));
        }
    }

    /** Segments an hour. */
    static String rate(WalUsage wal) {
        return String.format(Locale.ROOT, "%.2f/hour", wal.segmentsPerSecond() * SECONDS_PER_HOUR);
    }

    static String human(double seconds) {
        return HumanDuration.of(HumanDuration.ofSeconds(seconds));
    }

    static String neighbour(List<BackupId> id, String none) {
        return id.isEmpty() ? none : id.get(0).text();
    }

    private String text(BackupField field) {
        return backup.text(field).orElse("None");
    }

    private String time(BackupField field) {
        return backup.time(field).map(PythonTime::print).orElse("None");
    }

    private static String joined(List<?> items, String separator) {
        StringBuilder joined = new StringBuilder();
        for (Object item : items) {
            joined.append(joined.length() == 0 ? "" : separator).append(item);
        }
        return joined.toString();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private void header(String text) {
        console.line("  " + text + ":");
    }

    private void outer(String label, Object value) {
        row("  ", label, LABEL_WIDTH, value);
    }

    private void inner(String label, Object value) {
        row("    ", label, LABEL_WIDTH - 2, value);
    }

    private void row(String indent, String label, int width, Object value) {
        String padding = " ".repeat(Math.max(0, width - label.length()));
        console.line(indent + label + padding + ": " + value);
    }
}
