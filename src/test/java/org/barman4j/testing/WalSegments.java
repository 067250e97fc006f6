package org.barman4j.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Makes WAL segments that look like PostgreSQL's from outside: a page header that says whose they are, and then noise. */
public final class WalSegments {
    public static final long SYSTEM_ID = 7641234567890123456L;
    public static final int SIZE = 1 << 20;

    private WalSegments() {}

    /** A segment of the usual cluster, different for each seed. */
    public static byte[] segment(int seed) {
        return segment(seed, SYSTEM_ID, SIZE);
    }

    /** A segment of a cluster and with a segment size of the test's choice; its length is {@link #SIZE} all the same. */
    public static byte[] segment(int seed, long systemId, int segmentSize) {
        byte[] content = new byte[SIZE];
        byte[] noise = new byte[SIZE / 8];
        new Random(seed).nextBytes(noise);
        System.arraycopy(noise, 0, content, 8192, noise.length);
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) 0xD110)
                .putShort(2, (short) 2)
                .putInt(4, 1)
                .putLong(24, systemId)
                .putInt(32, segmentSize)
                .putInt(36, 8192);
        return content;
    }

    /** The name of a segment on timeline 1. */
    public static String name(int number) {
        return String.format("0000000100000000%08X", number);
    }
}
