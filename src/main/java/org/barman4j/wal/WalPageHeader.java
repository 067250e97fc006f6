package org.barman4j.wal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.codec.WalCompression;

/**
 * What the first page of a WAL segment says of the cluster that wrote it.
 *
 * @param systemId the cluster's system identifier, an unsigned number
 * @param segmentSize the size of its segments in bytes
 */
public record WalPageHeader(String systemId, long segmentSize) {
    /** How many bytes have to be read. */
    public static final int LENGTH = 40;

    private static final int LONG_HEADER = 2;
    private static final int SYSTEM_ID = 24;
    private static final int SEGMENT_SIZE = 32;

    /** Reads a header; nothing if the bytes are no beginning of a segment of PostgreSQL 9.6 or later. */
    public static Optional<WalPageHeader> parse(byte[] start) {
        if (start.length < LENGTH) {
            return Optional.empty();
        }
        return parse(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN))
                .or(() -> parse(ByteBuffer.wrap(start).order(ByteOrder.BIG_ENDIAN)));
    }

    /** Whether a file that is too short for a header may become a segment: it is empty, or begins like one. */
    public static boolean mayGrow(byte[] start) {
        return start.length == 0
                || (start.length > 1 && start.length < LENGTH && (isFamily(start[0]) || isFamily(start[1])));
    }

    /** The part of the magic number that all releases have. */
    private static boolean isFamily(int part) {
        return (part & 0xFE) == 0xD0;
    }

    /** Reads the header of a file that is compressed in a format, or in none; nothing too if it can't be decompressed. */
    public static Optional<WalPageHeader> read(Path file, String format, WalCompression compression) {
        try (InputStream content =
                format.isEmpty() ? Files.newInputStream(file) : compression.decompress(file, format)) {
            return parse(content.readNBytes(LENGTH));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether a file is shorter, or longer, than its own first page says, or has hardly begun. */
    public static boolean isFragment(Path file) throws IOException {
        byte[] start = WalCompression.start(file);
        return mayGrow(start)
                || parse(start)
                        .filter(page -> !page.fits(file.toFile().length()))
                        .isPresent();
    }

    /** Whether a file of this size is a whole segment. */
    public boolean fits(long size) {
        return size == segmentSize;
    }

    private static Optional<WalPageHeader> parse(ByteBuffer page) {
        long size = Integer.toUnsignedLong(page.getInt(SEGMENT_SIZE));
        if (!isFamily(page.getShort(0) >> 8) // the rest of the number grows with each release
                || (page.getShort(2) & LONG_HEADER) == 0
                || size < 1 << 20
                || size > 1 << 30
                || Long.bitCount(size) != 1) {
            return Optional.empty();
        }
        return Optional.of(new WalPageHeader(Long.toUnsignedString(page.getLong(SYSTEM_ID)), size));
    }
}
