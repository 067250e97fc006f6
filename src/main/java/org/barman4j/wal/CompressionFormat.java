package org.barman4j.wal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The formats that WAL files are compressed in, told by the bytes that a file begins with. */
public enum CompressionFormat {
    GZIP("1f8b08"),
    BZIP2("425a68"),
    XZ("fd377a585a00"),
    ZSTD("28b52ffd"),
    LZ4("04224d18"),
    SNAPPY("ff060000734e61507059");

    private static final int LONGEST = 10;

    private final String start;

    /** With the bytes that a file begins with, in hexadecimal digits. */
    CompressionFormat(String start) {
        this.start = start;
    }

    /** The format of a file; nothing if it is not compressed in any of them. */
    public static Optional<CompressionFormat> of(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return of(input.readNBytes(LONGEST));
        }
    }

    /** The format of a file that begins like this. */
    static Optional<CompressionFormat> of(byte[] content) {
        String digits = HexFormat.of().formatHex(content, 0, Math.min(LONGEST, content.length));
        for (CompressionFormat format : values()) {
            if (digits.startsWith(format.start)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The name in the configuration and in the catalogue, which is also that of the program for it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
