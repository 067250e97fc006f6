package org.barman4j.wal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;

/** The text of an archived history file, which may be compressed like any other WAL file. */
public final class HistoryFile {
    private static final int LIMIT = 1 << 20;

    private HistoryFile() {}

    public static String read(Path file) throws IOException {
        byte[] content;
        try (InputStream input = Files.newInputStream(file)) {
            content = input.readNBytes(LIMIT);
        }
        Optional<CompressionFormat> format = CompressionFormat.of(content);
        if (format.isEmpty()) {
            return new String(content, StandardCharsets.UTF_8);
        }
        if (format.get() == CompressionFormat.GZIP) {
            try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(content))) {
                return new String(input.readNBytes(LIMIT), StandardCharsets.UTF_8);
            }
        }
        return decompress(format.get().toString(), file);
    }

    private static String decompress(String program, Path file) throws IOException {
        CommandResult result = new LocalHost().run(Command.of(program, "-dc", file.toString()));
        if (!result.succeeded()) {
            throw new IOException(program + ": " + result.complaints().strip());
        }
        return result.output();
    }
}
