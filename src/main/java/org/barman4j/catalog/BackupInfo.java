package org.barman4j.catalog;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;
import org.barman4j.report.RefusedException;
import org.barman4j.text.Printable;
import org.barman4j.text.PythonLiteral;
import org.barman4j.text.PythonLiteralException;
import org.barman4j.text.PythonTime;
import org.barman4j.text.PythonTuple;
import org.barman4j.xlog.SegmentSize;

/**
 * What is known of one backup.
 *
 * <p>The texts of the file are kept as they were read and become values when they are asked for: that makes reading a
 * thousand of them cheap, and writing one back changes nothing that was not meant to change. Whether the texts are
 * sound was checked by {@link BackupInfoFile}. Immutable: {@code with} makes another one.
 */
public final class BackupInfo {
    /** What Barman assumes for backups that don't say. */
    private static final String DEFAULT_SEGMENT_SIZE = "16777216";

    private final BackupId id;
    private final Map<String, String> texts;

    BackupInfo(BackupId id, Map<String, String> texts) {
        this.id = id;
        this.texts = Collections.unmodifiableMap(texts);
    }

    /** A backup that has just been entered in the catalogue. */
    public static BackupInfo empty(BackupId id, String server, String mode) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(BackupField.SERVER_NAME.key(), server);
        texts.put(BackupField.MODE.key(), mode);
        texts.put(BackupField.STATUS.key(), BackupStatus.EMPTY.name());
        texts.put(BackupField.XLOG_SEGMENT_SIZE.key(), DEFAULT_SEGMENT_SIZE);
        return new BackupInfo(id, texts);
    }

    public BackupId id() {
        return id;
    }

    /** The text of a field as the file has it; nothing for {@code None}. */
    public Optional<String> text(BackupField field) {
        return Optional.ofNullable(texts.get(field.key()));
    }

    /** All texts by key, also those of keys that this version does not know. */
    Map<String, String> texts() {
        return texts;
    }

    /** With another text in a field. */
    public BackupInfo with(BackupField field, String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) { // each field is one line of the file
            throw new RefusedException("the metadata of backup " + id + " can't hold a " + field.key()
                    + " with a line end in it: '" + Printable.of(text) + "'");
        }
        Map<String, String> changed = new TreeMap<>(texts);
        changed.put(field.key(), text);
        return new BackupInfo(id, changed);
    }

    /** With no value in a field. */
    public BackupInfo without(BackupField field) {
        Map<String, String> changed = new TreeMap<>(texts);
        changed.remove(field.key());
        return new BackupInfo(id, changed);
    }

    public BackupStatus status() {
        return BackupStatus.valueOf(required(BackupField.STATUS));
    }

    /** Whether somebody is taking it, or was when he was stopped. */
    public boolean isUnderWay() {
        return status() == BackupStatus.EMPTY || status() == BackupStatus.STARTED;
    }

    /** As a backup that has failed because nobody is taking it any more. */
    public BackupInfo abandoned() {
        return with(BackupField.STATUS, BackupStatus.FAILED.name())
                .with(BackupField.ERROR, "failure taking the backup (the process that took it has ended)");
    }

    public String serverName() {
        return text(BackupField.SERVER_NAME).orElse("None");
    }

    public Optional<String> name() {
        return text(BackupField.BACKUP_NAME);
    }

    /** The method and strategy that took it, such as {@code rsync-concurrent}. */
    public String mode() {
        return text(BackupField.MODE).orElse("");
    }

    public BackupType type() {
        if (mode().startsWith("snapshot")) {
            return BackupType.SNAPSHOT;
        }
        if (mode().startsWith("rsync")) {
            return BackupType.RSYNC;
        }
        return isIncremental() ? BackupType.INCREMENTAL : BackupType.FULL;
    }

    public boolean isIncremental() {
        return parent().isPresent();
    }

    /** Neither a snapshot nor an incremental one. */
    public boolean isFull() {
        return type() == BackupType.FULL || type() == BackupType.RSYNC;
    }

    public Optional<BackupId> parent() {
        return text(BackupField.PARENT_BACKUP_ID).filter(id -> !id.isEmpty()).map(BackupId::new);
    }

    /** The backups that are incremental to this one. */
    public List<BackupId> children() {
        List<BackupId> children = new ArrayList<>();
        StringTokenizer ids =
                new StringTokenizer(text(BackupField.CHILDREN_BACKUP_IDS).orElse(""), ",");
        while (ids.hasMoreTokens()) {
            children.add(new BackupId(ids.nextToken()));
        }
        return children;
    }

    public OptionalLong number(BackupField field) {
        String text = texts.get(field.key());
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    public Optional<OffsetDateTime> time(BackupField field) {
        return text(field).map(text -> PythonTime.parse(text));
    }

    /** When a backup whose copy is done ended. */
    public OffsetDateTime endTime() {
        return PythonTime.parse(required(BackupField.END_TIME));
    }

    /** The first WAL segment that a backup whose copy is done needs. */
    public String beginWal() {
        return required(BackupField.BEGIN_WAL);
    }

    /** The last WAL segment that a backup whose copy is done needs to become consistent. */
    public String endWal() {
        return required(BackupField.END_WAL);
    }

    public SegmentSize segmentSize() {
        return new SegmentSize(number(BackupField.XLOG_SEGMENT_SIZE).orElse(Long.parseLong(DEFAULT_SEGMENT_SIZE)));
    }

    /**
     * A field that holds a Python literal.
     *
     * @throws DamagedFieldException if it isn't one
     */
    public Optional<Object> literal(BackupField field) {
        try {
            return text(field).map(PythonLiteral::parse);
        } catch (PythonLiteralException e) {
            throw new DamagedFieldException(this, field, e.getMessage());
        }
    }

    /** Every field by its key, as number, time, list or text; null for those without a value. */
    public SortedMap<String, Object> values() {
        SortedMap<String, Object> values = new TreeMap<>(texts);
        values.put("backup_id", id.text());
        for (BackupField field : BackupField.values()) {
            if (field == BackupField.BACKUP_LABEL) { // kept as the literal that it is, as Barman does
                values.put(field.key(), texts.get(field.key()));
                continue;
            }
            Object value =
                    switch (field.kind()) {
                        case NUMBER, SEGMENT_SIZE ->
                            texts.containsKey(field.key()) ? Long.valueOf(texts.get(field.key())) : null;
                        case TIME ->
                            time(field)
                                    .map(time -> PythonTime.local(time.toInstant()))
                                    .orElse(null);
                        case LITERAL -> literal(field).orElse(null);
                        case TEXT, WAL, STATUS -> texts.get(field.key());
                    };
            if (value != null || !field.isLeftOutWhenNull()) {
                values.put(field.key(), value);
            }
        }
        if (!children().isEmpty()) {
            values.put(
                    BackupField.CHILDREN_BACKUP_IDS.key(),
                    children().stream().map(BackupId::text).toList());
        }
        return values;
    }

    /** The tablespaces beside the default ones. */
    public List<Tablespace> tablespaces() {
        List<Tablespace> tablespaces = new ArrayList<>();
        if (literal(BackupField.TABLESPACES).orElse(List.of()) instanceof List<?> items) {
            for (Object item : items) {
                tablespaces.add(tablespace(item));
            }
            return tablespaces;
        }
        throw new DamagedFieldException(this, BackupField.TABLESPACES, "it is not a list");
    }

    private Tablespace tablespace(Object item) {
        List<?> parts = item instanceof PythonTuple tuple ? tuple.items() : List.of();
        if (parts.size() == 3 && parts.get(0) instanceof String name && parts.get(2) instanceof String location) {
            Object oid = parts.get(1);
            if (oid instanceof Long number) {
                return new Tablespace(name, number, location);
            }
        }
        throw new DamagedFieldException(this, BackupField.TABLESPACES, "an entry is not a name, an oid and a location");
    }

    private String required(BackupField field) {
        String text = texts.get(field.key());
        if (text == null) {
            throw new IllegalStateException("backup " + id + " has no " + field.key());
        }
        return text;
    }
}
