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
import org.barman4j.io.PathText;
import org.barman4j.io.ReadAhead;

/** Archives of tar, compressed or not, as pg_basebackup makes them. */
public final class TarFile {
    private static final int RECORD = 512;

    /** Has a letter for each byte of a name, which need not be UTF-8. */
    private static final String BYTES = StandardCharsets.ISO_8859_1.name();

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
                TarArchiveInputStream tar = new TarArchiveInputStream(content, RECORD, RECORD, BYTES)) {
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
        return new TarArchiveInputStream(content(archive), BYTES);
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

    /** The path of an entry, a {@link PathText}, which some write with a dot before it. */
    public static String path(TarArchiveEntry entry) {
        String path = text(entry.getName());
        return path.startsWith("./") ? path.substring(2) : path;
    }

    /** Where a symbolic link leads. */
    public static Path linked(TarArchiveEntry entry) {
        return PathText.path(text(entry.getLinkName()));
    }

    private static String text(String letters) {
        return PathText.of(letters.getBytes(StandardCharsets.ISO_8859_1));
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
