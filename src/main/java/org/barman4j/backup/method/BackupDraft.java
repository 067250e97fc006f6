package org.barman4j.backup.method;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.postgres.live.ClusterFacts;
import org.barman4j.text.PythonLiteral;
import org.barman4j.text.PythonTime;
import org.barman4j.text.PythonTuple;
import org.barman4j.xlog.Lsn;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.WalSegmentName;

/** The record of a backup that is being taken: what is known so far, and what is being done. For one thread. */
public final class BackupDraft {
    private final BackupCatalog catalog;
    private final boolean first;
    private BackupInfo info;
    private String action = "starting backup";
    private Instant copyStart;

    /** @param first whether there is no older backup whose copy is done */
    public BackupDraft(BackupCatalog catalog, BackupInfo info, boolean first) {
        this.catalog = catalog;
        this.info = info;
        this.first = first;
    }

    public BackupInfo info() {
        return info;
    }

    public BackupId id() {
        return info.id();
    }

    boolean isFirst() {
        return first;
    }

    /** What is being done, as in "Backup failed {action}". */
    public String action() {
        return action;
    }

    public void doing(String what) {
        action = what;
    }

    public void set(BackupField field, String text) {
        info = info.with(field, text);
    }

    public void replace(BackupInfo changed) {
        info = changed;
    }

    /** Makes what is known durable. */
    public void save() {
        catalog.save(info);
    }

    /** The directory of all that belongs to the backup. */
    public Path directory() {
        return catalog.directoryOf(id());
    }

    /** Where the files of the cluster go. */
    public Path data() {
        return directory().resolve("data");
    }

    /** Where the files of a tablespace go. */
    Path tablespace(ClusterFacts.Location tablespace) {
        return directory().resolve(Long.toString(tablespace.oid()));
    }

    void copyStartsAt(Instant moment) {
        copyStart = moment;
    }

    /** When the copy began, if it has. */
    public Optional<Instant> copyStart() {
        return Optional.ofNullable(copyStart);
    }

    void cluster(ClusterFacts facts) {
        set(BackupField.PGDATA, facts.dataDirectory());
        set(BackupField.VERSION, Integer.toString(facts.version().number()));
        set(BackupField.XLOG_SEGMENT_SIZE, Long.toString(facts.segmentSize().bytes()));
        facts.configurationFiles()
                .forEach((name, path) -> set(BackupField.valueOf(name.toUpperCase(java.util.Locale.ROOT)), path));
        if (!facts.includedFiles().isEmpty()) {
            set(BackupField.INCLUDED_FILES, PythonLiteral.print(facts.includedFiles()));
        }
        if (!facts.tablespaces().isEmpty()) {
            List<Object> tuples = new ArrayList<>();
            for (ClusterFacts.Location each : facts.tablespaces()) {
                tuples.add(PythonTuple.of(each.name(), each.oid(), each.path()));
            }
            set(BackupField.TABLESPACES, PythonLiteral.print(tuples));
        }
        facts.dataChecksums().ifPresent(text -> set(BackupField.DATA_CHECKSUMS, text));
        facts.summarizeWal().ifPresent(text -> set(BackupField.SUMMARIZE_WAL, text));
        facts.size().ifPresent(size -> set(BackupField.CLUSTER_SIZE, Long.toString(size)));
    }

    /** Where and when it began; without a timeline the segment is not known either. */
    void began(String location, int timeline, OffsetDateTime time) {
        set(BackupField.STATUS, BackupStatus.STARTED.name());
        set(BackupField.BEGIN_TIME, PythonTime.print(time));
        set(BackupField.BEGIN_XLOG, location);
        if (timeline != 0) {
            set(BackupField.TIMELINE, Integer.toUnsignedString(timeline));
            set(BackupField.BEGIN_WAL, segment(location, timeline).toString());
            set(BackupField.BEGIN_OFFSET, Long.toString(offset(location)));
        }
    }

    /** Where and when it ended. What ends where a segment ends needs nothing of the next one, which may be long in coming. */
    void ended(String location, int timeline, OffsetDateTime time) {
        WalSegmentName segment = segment(location, timeline);
        ended(location, offset(location) == 0 ? segment.previous(info.segmentSize()) : segment, time);
    }

    void ended(String location, WalSegmentName segment, OffsetDateTime time) {
        set(BackupField.END_TIME, PythonTime.print(time));
        set(BackupField.END_XLOG, location);
        set(BackupField.END_WAL, segment.toString());
        set(BackupField.END_OFFSET, Long.toString(offset(location)));
    }

    void label(String content) {
        set(BackupField.BACKUP_LABEL, PythonLiteral.print(content));
    }

    void copied(Map<String, Object> statistics) {
        set(BackupField.COPY_STATS, PythonLiteral.print(statistics));
    }

    int timeline() {
        return (int) info.number(BackupField.TIMELINE).orElse(0);
    }

    private WalSegmentName segment(String location, int timeline) {
        return WalSegmentName.containing(Lsn.parseRequired(location), timeline, info.segmentSize());
    }

    private long offset(String location) {
        SegmentSize size = info.segmentSize();
        return Lsn.parseRequired(location).value() & (size.bytes() - 1);
    }

    /** The line that says where the backup begins. */
    String startMessage() {
        return "Backup start at LSN: "
                + position(BackupField.BEGIN_XLOG, BackupField.BEGIN_WAL, BackupField.BEGIN_OFFSET);
    }

    /** The line that says where it ends. */
    public String endMessage() {
        return "Backup end at LSN: " + position(BackupField.END_XLOG, BackupField.END_WAL, BackupField.END_OFFSET);
    }

    private String position(BackupField location, BackupField segment, BackupField offset) {
        String text = info.text(location).orElse("None");
        return info.text(segment)
                .map(name -> String.format(
                        "%s (%s, %08X)", text, name, info.number(offset).orElse(0)))
                .orElse(text);
    }
}
