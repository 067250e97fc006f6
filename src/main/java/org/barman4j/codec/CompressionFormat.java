package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The formats that WAL files are compressed in, told by the bytes that a file begins with. */
public enum CompressionFormat {
    BZIP2("425a68", 1, 9, 1, 5, 9),
    GZIP("1f8b08", 1, 9, 1, 6, 9),
    LZ4("04224d18", 0, 16, 0, 6, 10),
    SNAPPY("ff060000734e61507059", 0, 0, 0, 0, 0),
    XZ("fd377a585a00", 1, 9, 1, 3, 5),
    ZSTD("28b52ffd", -22, 22, 1, 4, 9);

    /** More bytes than any format needs to be told. */
    static final int LONGEST = 16;

    private final String start;
    private final int least;
    private final int most;
    private final int low;
    private final int medium;
    private final int high;

    /** With the bytes that a file begins with, in hexadecimal digits, and the levels as Barman names them. */
    CompressionFormat(String start, int least, int most, int low, int medium, int high) {
        this.start = start;
        this.least = least;
        this.most = most;
        this.low = low;
        this.medium = medium;
        this.high = high;
    }

    /** The format of a file; nothing if it is not compressed in any of them. */
    public static Optional<CompressionFormat> of(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return of(input.readNBytes(LONGEST));
        }
    }

    /** The format of a file that begins like this. */
    public static Optional<CompressionFormat> of(byte[] content) {
        String digits = HexFormat.of().formatHex(content, 0, Math.min(LONGEST, content.length));
        for (CompressionFormat format : values()) {
            if (digits.startsWith(format.start)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The level that a word or a number of the configuration means here; a number out of range gets the nearest. */
    int level(Object wanted) {
        if (wanted instanceof Integer number) {
            return Math.max(least, Math.min(most, number));
        }
        return wanted.equals("low") ? low : wanted.equals("high") ? high : medium;
    }

    /** A stream that compresses what is written to it, and closes its target with itself. */
    public OutputStream compress(OutputStream target, int level) throws IOException {
        return codec().compress(target, level);
    }

    /** The bytes that a compressed stream stands for. */
    public InputStream decompress(InputStream source) throws IOException {
        return codec().decompress(source);
    }

    /** About how many bytes of memory compressing takes. */
    long memory(int level) {
        return codec().memory(level);
    }

    private Codec codec() {
        return switch (this) {
            case BZIP2 -> new Bzip2Codec();
            case GZIP -> new GzipCodec();
            case LZ4 -> new Lz4Codec();
            case SNAPPY -> new SnappyCodec();
            case XZ -> new XzCodec();
            case ZSTD -> new ZstdCodec();
        };
    }

    /** The name in the configuration and in the catalogue. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
