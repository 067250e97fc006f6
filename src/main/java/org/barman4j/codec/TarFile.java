package org.barman4j.codec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.barman4j.io.ReadAhead;

/** Archives of tar, compressed or not, as pg_basebackup makes them. */
public final class TarFile {
    private TarFile() {}

    /** The entries of an archive, however it is compressed. */
    public static TarArchiveInputStream open(Path archive) throws IOException {
        return open(Files.newInputStream(archive));
    }

    /** The entries of an archive, however it is compressed, that somebody else reads. It is closed with them. */
    public static TarArchiveInputStream open(InputStream archive) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(archive, 1 << 16);
        try {
            stream.mark(CompressionFormat.LONGEST);
            Optional<CompressionFormat> format = CompressionFormat.of(stream.readNBytes(CompressionFormat.LONGEST));
            stream.reset();
            return new TarArchiveInputStream(
                    new ReadAhead(format.isPresent() ? format.get().decompress(stream) : stream));
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    /** The path of an entry, which some write with a dot before it. */
    public static String path(TarArchiveEntry entry) {
        return entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    }

    /** The text of a small file in an archive; nothing if it has none of that name. */
    public static Optional<String> text(Path archive, String name) throws IOException {
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (path(entry).equals(name)) {
                    return Optional.of(new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        }
    }
}
