package org.barman4j.wal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.barman4j.codec.WalCompression;
import org.barman4j.xlog.WalFileName;

/**
 * A file that waits to be archived.
 *
 * @param compression how it was compressed before it came; empty if it wasn't
 * @param header what a segment says of its cluster, if it says anything
 */
public record IncomingWal(
        Path path, WalFileName name, long size, FileTime modified, String compression, Optional<WalPageHeader> header) {
    static IncomingWal read(Path path, WalFileName name, WalSource source, WalCompression compression)
            throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        byte[] start = WalCompression.start(path);
        String format =
                source == WalSource.STREAMING ? "" : compression.identify(start).orElse("");
        boolean segment = name instanceof WalFileName.Segment;
        Optional<WalPageHeader> header = segment
                ? WalPageHeader.parse(format.isEmpty() ? start : inner(path, format, compression))
                : Optional.empty();
        return new IncomingWal(path, name, attributes.size(), attributes.lastModifiedTime(), format, header);
    }

    /** The beginning of what is compressed; nothing of it if it can't be decompressed. */
    private static byte[] inner(Path path, String format, WalCompression compression) {
        try (InputStream content = compression.decompress(path, format)) {
            return content.readNBytes(WalPageHeader.LENGTH);
        } catch (IOException damaged) {
            return new byte[0];
        }
    }

    /** When it was last changed, in seconds since 1970, with the fraction that the catalogue keeps. */
    public double seconds() {
        return WalInfo.seconds(modified);
    }

    /** Whether it is a segment that is shorter, or longer, than it says itself. */
    public boolean isIncomplete() {
        return compression.isEmpty()
                && header.filter(page -> page.segmentSize() != size).isPresent();
    }
}
