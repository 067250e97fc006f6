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

/** Archives of tar, compressed or not, as pg_basebackup makes them. */
public final class TarFile {
    private TarFile() {}

    /** The entries of an archive, however it is compressed. */
    public static TarArchiveInputStream open(Path archive) throws IOException {
        Optional<CompressionFormat> format = CompressionFormat.of(archive);
        InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
        try {
            return new TarArchiveInputStream(format.isPresent() ? format.get().decompress(file) : file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** The text of a small file in an archive; nothing if it has none of that name. */
    public static Optional<String> text(Path archive, String name) throws IOException {
        try (TarArchiveInputStream tar = open(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(name) || entry.getName().equals("./" + name)) {
                    return Optional.of(new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        }
    }
}
