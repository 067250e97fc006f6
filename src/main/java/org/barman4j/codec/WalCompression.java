package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;

/** How the WAL files of one server are to be compressed, and how those are told that are. */
public final class WalCompression {
    /** By a shell command of the user's. */
    public static final String CUSTOM = "custom";

    private static final String PIGZ = "pigz";

    /** What zstd works on at a time; streams copy less, and each piece is a call into native code. */
    private static final int BUFFER = 1 << 17;

    private final ServerConfig server;

    public WalCompression(ServerConfig server) {
        this.server = server;
    }

    /** The compression that new files get, by its name in the configuration; nothing for none. */
    public Optional<String> configured() {
        return server.get(Options.COMPRESSION);
    }

    /** How a file that begins like this is compressed, by Barman's name for it; nothing if it isn't. */
    public Optional<String> identify(byte[] start) {
        Optional<CompressionFormat> format = CompressionFormat.of(start);
        if (isCustom(start) && format.filter(CompressionFormat.BZIP2::equals).isEmpty()) {
            return Optional.of(CUSTOM);
        }
        return format.map(CompressionFormat::toString);
    }

    /** The same for a file in the archive, where what looks like nothing else may be the work of the user's command. */
    public Optional<String> identifyArchived(byte[] start) {
        boolean unmarked = configured().filter(CUSTOM::equals).isPresent()
                && server.get(Options.CUSTOM_COMPRESSION_MAGIC).isEmpty();
        return identify(start).or(() -> unmarked ? Optional.of(CUSTOM) : Optional.empty());
    }

    /** The bytes that a file begins with, as many as are needed to tell its format. */
    public static byte[] start(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return input.readNBytes(64);
        }
    }

    private boolean isCustom(byte[] start) {
        String magic = server.get(Options.CUSTOM_COMPRESSION_MAGIC).orElse("").toLowerCase(Locale.ROOT);
        return magic.length() > 2 && HexFormat.of().formatHex(start).startsWith(magic.substring(2));
    }

    /** Writes the content of a file, compressed as configured, to a stream. */
    public void compress(Path source, OutputStream target) throws IOException {
        String name = configured().orElseThrow();
        switch (name) {
            case CUSTOM ->
                pass(
                        filter(Options.CUSTOM_COMPRESSION_FILTER, source.toString())
                                .read(source),
                        target);
            case PIGZ ->
                pass(
                        new Filter(
                                        List.of(PIGZ, "-c", "-" + CompressionFormat.GZIP.level(level())),
                                        server.searchPath())
                                .read(source),
                        target);
            default -> compress(source, target, format(name));
        }
    }

    /** Writes the content of a file in a format of the caller's choice, with the level that is configured. */
    public void compress(InputStream source, OutputStream target, CompressionFormat format) throws IOException {
        try (OutputStream compressed = format.compress(target, format.level(level()))) {
            byte[] buffer = new byte[BUFFER];
            for (int length = source.read(buffer); length >= 0; length = source.read(buffer)) {
                compressed.write(buffer, 0, length);
            }
        }
    }

    private void compress(Path source, OutputStream target, CompressionFormat format) throws IOException {
        try (InputStream content = Files.newInputStream(source)) {
            compress(content, target, format);
        }
    }

    private static void pass(InputStream source, OutputStream target) throws IOException {
        try (source) {
            source.transferTo(target);
        }
    }

    /** The content of a file that is compressed in a way that {@link #identify} names. */
    public InputStream decompress(Path file, String name) throws IOException {
        return name.equals(CUSTOM)
                ? filter(Options.CUSTOM_DECOMPRESSION_FILTER, file.toString()).read(file)
                : format(name).decompress(Files.newInputStream(file));
    }

    /** What a stream stands for that is compressed in a way that {@link #identify} names. */
    public InputStream decompress(InputStream source, String name) throws IOException {
        return name.equals(CUSTOM)
                ? filter(Options.CUSTOM_DECOMPRESSION_FILTER, "").read(source)
                : format(name).decompress(source);
    }

    /** How many files can be compressed at once in the memory that there is, at most the number given. */
    public int parallel(int most) {
        long one = configured()
                .filter(name -> !name.equals(CUSTOM) && !name.equals(PIGZ))
                .map(name -> format(name).memory(format(name).level(level())))
                .orElse(1L);
        long free = Runtime.getRuntime().maxMemory() / 4 * 3;
        return (int) Math.max(1, Math.min(most, free / one));
    }

    private Filter filter(ConfigOption<String> option, String file) throws IOException {
        String command =
                server.get(option).orElseThrow(() -> new IOException("compression = custom needs " + option.name()));
        return new Filter(List.of("sh", "-c", command, "sh", file), server.searchPath());
    }

    private Object level() {
        return server.get(Options.COMPRESSION_LEVEL).orElse("medium");
    }

    private static CompressionFormat format(String name) {
        return switch (name) {
            case "pygzip", PIGZ -> CompressionFormat.GZIP;
            case "pybzip2" -> CompressionFormat.BZIP2;
            default -> CompressionFormat.valueOf(name.toUpperCase(Locale.ROOT));
        };
    }
}
