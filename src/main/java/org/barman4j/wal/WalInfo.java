package org.barman4j.wal;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.barman4j.text.PythonFloat;

/**
 * One archived file as the catalogue has it.
 *
 * @param size bytes in the archive, after compression and encryption
 * @param time when PostgreSQL last changed it, in seconds since 1970
 * @param compression empty for none
 * @param encryption empty for none
 */
public record WalInfo(String name, long size, double time, String compression, String encryption) {
    /** The line of the catalogue, with its line end. */
    public String toLine() {
        return name + "\t" + size + "\t" + PythonFloat.print(time) + "\t" + orNone(compression) + "\t"
                + orNone(encryption) + "\n";
    }

    /** A time as the catalogue has it: seconds, with as much of the fraction as a double holds. */
    public static double seconds(FileTime time) {
        Instant instant = time.toInstant();
        return instant.getEpochSecond() + 1e-9 * instant.getNano();
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "None" : text;
    }
}
