package org.barman4j.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;
import org.barman4j.text.JsonInput;
import org.barman4j.text.JsonText;
import org.barman4j.text.PythonTime;

/**
 * The last time that a backup was restored to see whether it can be. It is kept in a file of its own beside the metadata,
 * as Barman refuses metadata with fields that it does not know.
 *
 * @param passed whether PostgreSQL came up and all that was looked at was in order
 * @param seconds from the beginning until PostgreSQL took connections
 * @param remark what went wrong; empty for nothing
 * @param lastPassed when the backup passed the last time, be it this one or one before
 */
public record RestoreTestRecord(
        OffsetDateTime time, boolean passed, double seconds, String remark, Optional<OffsetDateTime> lastPassed) {
    private static final int LIMIT = 1 << 20;

    /** Reads the record of a backup; nothing if it was never tried, or if the file is damaged. */
    public static Optional<RestoreTestRecord> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (JsonInput.parse(SmallFile.text(file, LIMIT)) instanceof Map<?, ?> members
                    && members.get("time") instanceof String time
                    && members.get("passed") instanceof Boolean passed
                    && members.get("seconds") instanceof Number seconds
                    && members.get("remark") instanceof String remark) {
                OffsetDateTime moment = PythonTime.parse(time);
                Optional<OffsetDateTime> last = members.get("last_passed") instanceof String text
                        ? Optional.of(PythonTime.parse(text))
                        : Optional.of(moment).filter(any -> passed);
                return Optional.of(new RestoreTestRecord(moment, passed, seconds.doubleValue(), remark, last));
            }
            return Optional.empty();
        } catch (IllegalArgumentException | DateTimeException | IOException damaged) {
            return Optional.empty();
        }
    }

    /** Makes it durable. */
    public void write(Path file, Disk disk) {
        Map<String, Object> members = new TreeMap<>(
                Map.of("time", PythonTime.print(time), "passed", passed, "seconds", seconds, "remark", remark));
        lastPassed.ifPresent(last -> members.put("last_passed", PythonTime.print(last)));
        try {
            new AtomicFile(disk).write(file, (JsonText.write(members) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }
}
