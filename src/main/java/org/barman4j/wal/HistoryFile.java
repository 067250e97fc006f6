package org.barman4j.wal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;

/** The text of an archived history file, which may be compressed like any other WAL file. */
public final class HistoryFile {
    private static final int LIMIT = 1 << 20;

    /** What the compressed formats begin with, in hexadecimal digits, and the program that reads each. */
    private static final Map<String, String> PROGRAMS =
            Map.of("425a68", "bzip2", "fd377a585a00", "xz", "28b52ffd", "zstd", "04224d18", "lz4");

    private HistoryFile() {}

    public static String read(Path file) throws IOException {
        byte[] content;
        try (InputStream input = Files.newInputStream(file)) {
            content = input.readNBytes(LIMIT);
        }
        String start = hex(content);
        if (start.startsWith("1f8b08")) {
            try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(content))) {
                return new String(input.readNBytes(LIMIT), StandardCharsets.UTF_8);
            }
        }
        for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
            if (start.startsWith(program.getKey())) {
                return decompress(program.getValue(), file);
            }
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String decompress(String program, Path file) throws IOException {
        CommandResult result = new LocalHost().run(Command.of(program, "-dc", file.toString()));
        if (!result.succeeded()) {
            throw new IOException(program + ": " + result.complaints().strip());
        }
        return result.output();
    }

    private static String hex(byte[] content) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < Math.min(6, content.length); i++) {
            digits.append(Character.forDigit((content[i] >> 4) & 15, 16));
            digits.append(Character.forDigit(content[i] & 15, 16));
        }
        return digits.toString();
    }
}
