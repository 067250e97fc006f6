package org.barman4j.manifest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.barman4j.io.PathText;

/**
 * 128 bits that stand for a path or a checksum: two that differ share them neither by chance nor because somebody wants
 * them to.
 */
record Print(long high, long low) {
    private static final int BYTES = 2 * Long.BYTES;

    static Print ofPath(String path) {
        return of(ChecksumKind.SHA256.digest().digest(PathText.bytes(path)));
    }

    /** The beginning of a checksum, or all of one that is shorter. */
    static Print of(byte[] checksum) {
        ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(checksum, BYTES));
        return new Print(bytes.getLong(), bytes.getLong());
    }
}
