package org.barman4j.wal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.codec.CompressionFormat;

/** The text of an archived history file, which may be compressed like any other WAL file. */
public final class HistoryFile {
    private static final int LIMIT = 1 << 20;

    private HistoryFile() {}

    public static String read(Path file) throws IOException {
        Optional<CompressionFormat> format = CompressionFormat.of(file);
        try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
                InputStream content = format.isPresent() ? format.get().decompress(input) : input) {
            return new String(content.readNBytes(LIMIT), StandardCharsets.UTF_8);
        }
    }
}
