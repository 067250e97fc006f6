package org.barman4j.hook;

import java.nio.file.Path;
import java.util.Map;
import org.barman4j.text.PythonFloat;

/** What a hook is told about a WAL file. */
public record WalEvent(String name, long size, double time, String compression) {
    Map<String, String> environment(Path file, String error) {
        return Map.of(
                "BARMAN_SEGMENT",
                name,
                "BARMAN_FILE",
                file.toString(),
                "BARMAN_SIZE",
                Long.toString(size),
                "BARMAN_TIMESTAMP",
                PythonFloat.print(time),
                "BARMAN_COMPRESSION",
                compression,
                "BARMAN_ERROR",
                error);
    }
}
