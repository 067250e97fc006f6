package org.barman4j.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.barman4j.xlog.Lsn;

/**
 * Which pages of a backup may have wrong checksums.
 *
 * @param begin where the backup began: pages written since then are written again from WAL
 * @param end where it ended: no page was written later
 */
public record PageRule(int pageSize, Lsn begin, Lsn end) {
    private static final int CHECKSUM = 8;
    private static final int UPPER = 14;

    /** Pages as numbers. */
    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether WAL of the backup has a page that says of itself when it was written. */
    boolean isRewritten(Lsn written) {
        return written.compareTo(begin) >= 0 && written.compareTo(end) <= 0;
    }

    /**
     * Whether a page has the checksum that it should have, or is new.
     *
     * @param start where it begins in the buffer
     * @param words the same bytes as the buffer's
     * @param number which page of its relation it is
     */
    static boolean isIntact(
            ByteBuffer buffer, int start, int[] words, int pageSize, PageChecksum checksum, int number) {
        int expected = Short.toUnsignedInt(buffer.getShort(start + CHECKSUM));
        return isNew(buffer, start)
                || checksum.of(words, start / Integer.BYTES, pageSize / Integer.BYTES, number) == expected;
    }

    /** Whether PostgreSQL has reserved it and not yet put anything there. */
    static boolean isNew(ByteBuffer buffer, int start) {
        return buffer.getShort(start + UPPER) == 0;
    }

    /** Up to where WAL had been written when it was. */
    static Lsn written(ByteBuffer buffer, int start) {
        long high = Integer.toUnsignedLong(buffer.getInt(start));
        return new Lsn(high << Integer.SIZE | Integer.toUnsignedLong(buffer.getInt(start + Integer.BYTES)));
    }
}
