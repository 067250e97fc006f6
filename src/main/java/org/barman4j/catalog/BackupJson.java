package org.barman4j.catalog;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.barman4j.text.Printable;
import org.barman4j.text.PythonLiteral;
import org.barman4j.text.PythonTime;
import org.barman4j.text.PythonTuple;

/** A backup as one node tells another of it: each field under its key, times twice, the second time in ISO 8601. */
public final class BackupJson {
    private static final String ID = "backup_id";
    private static final String ISO = "_iso";

    private BackupJson() {}

    /** What is told of a backup, in the order in which Barman tells it. */
    public static Map<String, Object> print(BackupInfo backup) {
        Map<String, Object> members = new LinkedHashMap<>(backup.values());
        members.remove(ID);
        Map<String, Object> behind = new LinkedHashMap<>();
        behind.put(ID, backup.id().text());
        for (BackupField field : List.of(BackupField.BEGIN_TIME, BackupField.END_TIME)) {
            if (members.get(field.key()) instanceof OffsetDateTime time) {
                members.put(field.key(), PythonTime.ctime(time));
                behind.put(field.key() + ISO, PythonTime.iso(time));
            }
        }
        members.putAll(behind);
        return members;
    }

    /**
     * The backup that was told of.
     *
     * @param origin where that is written
     * @throws DamagedFileException if it makes no sense
     */
    public static BackupInfo parse(String id, Map<?, ?> members, Path origin) throws DamagedFileException {
        if (!BackupId.isWellFormed(id)) { // it becomes a path
            throw new DamagedFileException(origin, "'" + Printable.of(id) + "' is not the id of a backup");
        }
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String key = member.getKey().toString();
            Object value = member.getValue();
            if (!key.equals(ID) && !key.endsWith(ISO) && value != null && value != PythonLiteral.NONE) {
                texts.put(key, text(key, value, members, origin));
            }
        }
        for (Map.Entry<String, String> text : texts.entrySet()) { // each is one line of a file
            if (text.getKey().matches(".*[=\\s].*") || text.getValue().matches("(?s).*[\n\r].*")) {
                throw new DamagedFileException(origin, "backup " + id + " has a line end in " + text.getKey());
            }
        }
        BackupInfo backup = new BackupInfo(new BackupId(id), texts);
        BackupInfoFile.check(backup, origin);
        return backup;
    }

    private static String text(String key, Object value, Map<?, ?> members, Path origin) throws DamagedFileException {
        BackupField field = BackupField.find(key);
        if (field == BackupField.BEGIN_TIME || field == BackupField.END_TIME) {
            Object exact = members.get(key + ISO);
            return time(key, String.valueOf(exact instanceof String ? exact : value), origin);
        }
        if (field == BackupField.CHILDREN_BACKUP_IDS && value instanceof List<?> ids) {
            return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        if (field == BackupField.TABLESPACES && value instanceof List<?> items) {
            List<Object> tuples = new ArrayList<>();
            for (Object item : items) {
                tuples.add(item instanceof List<?> parts ? PythonTuple.of(parts.toArray()) : item);
            }
            return PythonLiteral.print(tuples);
        }
        return value instanceof String text ? text : PythonLiteral.print(value);
    }

    private static String time(String key, String text, Path origin) throws DamagedFileException {
        try {
            return PythonTime.print(PythonTime.parse(text));
        } catch (DateTimeException e) {
            throw new DamagedFileException(origin, "'" + Printable.of(text) + "' is no time for " + key);
        }
    }
}
