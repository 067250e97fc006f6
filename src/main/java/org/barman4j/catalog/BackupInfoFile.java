package org.barman4j.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Map;
import java.util.TreeMap;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;
import org.barman4j.text.PythonTime;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.WalSegmentName;

/**
 * The format of {@code backup.info}: a line {@code key=value} for each field, sorted by key, {@code None} for no value.
 *
 * <p>Keys that this version does not know are kept and written back, so that a newer Barman's files survive.
 */
public final class BackupInfoFile {
    private static final int LIMIT = 12 << 20;
    private static final String NONE = "None";

    private BackupInfoFile() {}

    /**
     * Reads a backup's file.
     *
     * @param mode the method assumed for files of old Barmans that don't tell
     * @throws DamagedFileException if the file is not a whole and sound one
     */
    public static BackupInfo read(Path file, BackupId id, String server, String mode) throws DamagedFileException {
        String content = content(file);
        if (content.isBlank()) {
            throw new DamagedFileException(file, "the file is empty");
        }
        if (content.charAt(content.length() - 1) != '\n') {
            throw new DamagedFileException(file, "the file is cut off in its last line");
        }
        Map<String, String> texts = new TreeMap<>();
        texts.put(BackupField.SERVER_NAME.key(), server);
        texts.put(BackupField.MODE.key(), mode);
        int start = 0;
        for (int number = 1; start < content.length(); number++) {
            int end = content.indexOf('\n', start);
            readLine(file, number, content.substring(start, end), texts);
            start = end + 1;
        }
        checkComplete(file, texts);
        return new BackupInfo(id, texts);
    }

    /** The bytes of a file for this backup, the same that Barman 3.17 would write. */
    public static byte[] print(BackupInfo backup) {
        Map<String, String> lines = new TreeMap<>(backup.texts());
        for (BackupField field : BackupField.values()) {
            if (!field.isLeftOutWhenNull()) {
                lines.putIfAbsent(field.key(), NONE);
            }
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Map.Entry<String, String> line : lines.entrySet()) {
            content.writeBytes((line.getKey() + "=" + line.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return content.toByteArray();
    }

    private static String content(Path file) throws DamagedFileException {
        try {
            return SmallFile.text(file, LIMIT);
        } catch (IOException e) {
            throw new DamagedFileException(file, StorageException.reason(e));
        }
    }

    private static void readLine(Path file, int number, String line, Map<String, String> texts)
            throws DamagedFileException {
        String content = line.strip();
        if (content.isEmpty() || content.charAt(0) == '#') {
            return;
        }
        int equals = content.indexOf('=');
        if (equals < 1) {
            throw new DamagedFileException(file, "line " + number + " is not key=value: '" + shorten(content) + "'");
        }
        String key = content.substring(0, equals).strip();
        String value = content.substring(equals + 1).strip();
        if (value.equals(NONE)) {
            texts.remove(key);
            return;
        }
        BackupField field = BackupField.find(key);
        if (field != null && !isSound(field.kind(), value)) {
            throw new DamagedFileException(
                    file, "line " + number + " has a bad value for " + key + ": '" + shorten(value) + "'");
        }
        texts.put(key, value);
    }

    /**
     * Checks a backup that comes from elsewhere and has not been read from a file.
     *
     * @throws DamagedFileException if no sound file could be written of it
     */
    public static void check(BackupInfo backup, Path origin) throws DamagedFileException {
        for (Map.Entry<String, String> text : backup.texts().entrySet()) {
            BackupField field = BackupField.find(text.getKey());
            if (field != null && !isSound(field.kind(), text.getValue())) {
                throw new DamagedFileException(
                        origin,
                        "backup " + backup.id() + " has a bad value for " + text.getKey() + ": '"
                                + shorten(text.getValue()) + "'");
            }
        }
        checkComplete(origin, backup.texts());
    }

    private static boolean isSound(BackupField.Kind kind, String value) {
        return switch (kind) {
            case TEXT, LITERAL -> true;
            case NUMBER -> isNumber(value);
            case TIME -> isTime(value);
            case WAL -> WalSegmentName.parse(value).isPresent();
            case STATUS -> isStatus(value);
            case SEGMENT_SIZE -> isSegmentSize(value);
        };
    }

    private static boolean isNumber(String value) {
        int start = value.startsWith("-") ? 1 : 0;
        for (int i = start; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return value.length() > start && value.length() < 19;
    }

    private static boolean isTime(String value) {
        try {
            PythonTime.parse(value);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isSegmentSize(String value) {
        try {
            return new SegmentSize(Long.parseLong(value)).bytes() > 0;
        } catch (IllegalArgumentException notANumberOrNoSize) {
            return false;
        }
    }

    private static boolean isStatus(String value) {
        for (BackupStatus status : BackupStatus.values()) {
            if (status.name().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void checkComplete(Path file, Map<String, String> texts) throws DamagedFileException {
        require(file, texts, BackupField.STATUS);
        if (BackupStatus.valueOf(texts.get(BackupField.STATUS.key())).isCopyDone()) {
            require(file, texts, BackupField.BEGIN_WAL);
            require(file, texts, BackupField.END_WAL);
            require(file, texts, BackupField.BEGIN_TIME);
            require(file, texts, BackupField.END_TIME);
            require(file, texts, BackupField.TIMELINE);
        }
    }

    private static void require(Path file, Map<String, String> texts, BackupField field) throws DamagedFileException {
        if (!texts.containsKey(field.key())) {
            throw new DamagedFileException(file, "the file has no value for " + field.key());
        }
    }

    private static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
