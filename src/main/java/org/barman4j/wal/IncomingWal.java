package org.barman4j.wal;

import java.io.IOException;
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
        String format = source == WalSource.STREAMING
                ? ""
                : compression.identify(WalCompression.start(path)).orElse("");
        boolean segment = name instanceof WalFileName.Segment;
        Optional<WalPageHeader> header = segment ? WalPageHeader.read(path, format, compression) : Optional.empty();
        return new IncomingWal(path, name, attributes.size(), attributes.lastModifiedTime(), format, header);
    }

    /** When it was last changed, in seconds since 1970, with the fraction that the catalogue keeps. */
    public double seconds() {
        return WalInfo.seconds(modified);
    }

    /** Its line of the catalogue if it is archived as it came. */
    public WalInfo asItIs() {
        return new WalInfo(name.text(), size, seconds(), compression, "");
    }

    /** Whether it has the name of a whole segment. */
    public boolean isSegment() {
        return name instanceof WalFileName.Segment;
    }
}
