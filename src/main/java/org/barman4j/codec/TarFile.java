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
    private static final int RECORD = 512;

    private TarFile() {}

    /** What takes the entries of an archive, each with its content. */
    @FunctionalInterface
    public interface Entries {
        void take(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    /**
     * Reads an archive, however it is compressed, to its very end.
     *
     * @throws IOException also if it has no entries, or a header in it is damaged, behind which nothing can be told apart
     */
    public static void read(Path archive, Entries entries) throws IOException {
        String place = "its first header";
        // with blocks of one record, so that nothing behind what looks like the end is passed over
        try (InputStream content = content(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(content, RECORD, RECORD)) {
            TarArchiveEntry first = tar.getNextEntry();
            for (TarArchiveEntry entry = first; entry != null; entry = tar.getNextEntry()) {
                if (!entry.isCheckSumOK()) {
                    throw new IOException(place + " is damaged");
                }
                entries.take(entry, tar);
                place = "the header behind \"" + path(entry) + "\"";
            }
            if (!isEmpty(content)) {
                throw new IOException(place + " is damaged");
            }
            if (first == null) {
                throw new IOException("it is empty");
            }
        }
    }

    private static boolean isEmpty(InputStream rest) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int count = rest.read(buffer); count >= 0; count = rest.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The entries of an archive, however it is compressed. */
    public static TarArchiveInputStream open(Path archive) throws IOException {
        return open(Files.newInputStream(archive));
    }

    /** The entries of an archive, however it is compressed, that somebody else reads. It is closed with them. */
    public static TarArchiveInputStream open(InputStream archive) throws IOException {
        return new TarArchiveInputStream(content(archive));
    }

    private static InputStream content(InputStream archive) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(archive, 1 << 16);
        try {
            stream.mark(CompressionFormat.LONGEST);
            Optional<CompressionFormat> format = CompressionFormat.of(stream.readNBytes(CompressionFormat.LONGEST));
            stream.reset();
            return new ReadAhead(format.isPresent() ? format.get().decompress(stream) : stream);
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
