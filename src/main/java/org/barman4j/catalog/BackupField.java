package org.barman4j.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a {@code backup.info} file, each with the kind of text it holds.
 *
 * <p>A file holds every field, in the order of the keys, with {@code None} for those without a value; only two fields
 * that younger Barmans invented are left out instead.
 */
public enum BackupField {
    BACKUP_LABEL(Kind.LITERAL),
    BACKUP_NAME(Kind.TEXT),
    BEGIN_OFFSET(Kind.NUMBER),
    BEGIN_TIME(Kind.TIME),
    BEGIN_WAL(Kind.WAL),
    BEGIN_XLOG(Kind.TEXT),
    CHILDREN_BACKUP_IDS(Kind.TEXT),
    CLUSTER_SIZE(Kind.NUMBER),
    COMPRESSION(Kind.TEXT),
    CONFIG_FILE(Kind.TEXT),
    COPY_STATS(Kind.LITERAL),
    DATA_CHECKSUMS(Kind.TEXT),
    DEDUPLICATED_SIZE(Kind.NUMBER),
    ENCRYPTION(Kind.TEXT),
    END_OFFSET(Kind.NUMBER),
    END_TIME(Kind.TIME),
    END_WAL(Kind.WAL),
    END_XLOG(Kind.TEXT),
    ERROR(Kind.TEXT),
    HBA_FILE(Kind.TEXT),
    IDENT_FILE(Kind.TEXT),
    INCLUDED_FILES(Kind.LITERAL),
    MODE(Kind.TEXT),
    PARENT_BACKUP_ID(Kind.TEXT),
    PGDATA(Kind.TEXT),
    SERVER_NAME(Kind.TEXT),
    SIZE(Kind.NUMBER),
    SNAPSHOTS_INFO(Kind.LITERAL),
    STATUS(Kind.STATUS),
    SUMMARIZE_WAL(Kind.TEXT),
    SYSTEMID(Kind.TEXT),
    TABLESPACES(Kind.LITERAL),
    TIMELINE(Kind.NUMBER),
    VERSION(Kind.NUMBER),
    XLOG_SEGMENT_SIZE(Kind.SEGMENT_SIZE);

    /** What the text of a field must look like. */
    enum Kind {
        TEXT,
        NUMBER,
        TIME,
        WAL,
        STATUS,
        SEGMENT_SIZE,
        LITERAL
    }

    private static final Map<String, BackupField> BY_KEY = index();

    private final String key;
    private final Kind kind;

    BackupField(Kind kind) {
        this.key = lowerCase(name());
        this.kind = kind;
    }

    /** The key in the file. */
    public String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    /** Whether a file leaves the field out when it has no value. */
    boolean isLeftOutWhenNull() {
        return this == BACKUP_NAME || this == SNAPSHOTS_INFO;
    }

    /** The field with that key, or null: every line of every file asks. */
    static BackupField find(String key) {
        return BY_KEY.get(key);
    }

    private static Map<String, BackupField> index() {
        Map<String, BackupField> index = new LinkedHashMap<>(64);
        for (BackupField field : values()) {
            index.put(field.key, field);
        }
        return index;
    }

    private static String lowerCase(String name) {
        char[] letters = name.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.toLowerCase(letters[i]);
        }
        return new String(letters);
    }
}
