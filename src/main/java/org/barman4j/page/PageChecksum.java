package org.barman4j.page;

/**
 * PostgreSQL's checksum of a data page: 32 sums side by side, each by a variant of FNV-1a. For one thread.
 *
 * <p>It is made in four goes of eight sums each. Eight fit into the registers of the processor, so that even the first
 * compiler, which has the program to itself, needs half the time that sums in an array take.
 */
final class PageChecksum {
    private static final int SUMS = 32;
    private static final int AT_ONCE = 8;
    private static final int PRIME = 16_777_619;
    private static final int MOST = 65_535;
    private static final int CHECKSUM_WORD = 2;
    private static final int UPPER_HALF = 0xFFFF0000;
    private static final int[] START = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private final int[] sums = new int[SUMS];

    /**
     * The checksum of a page.
     *
     * @param words the page as numbers of four bytes, the lowest first; the one that holds the checksum is not counted
     * @param block the number of the page in its relation
     */
    int of(int[] words, int offset, int length, int block) {
        System.arraycopy(START, 0, sums, 0, SUMS);
        int saved = words[offset + CHECKSUM_WORD];
        words[offset + CHECKSUM_WORD] = saved & UPPER_HALF;
        for (int column = 0; column < SUMS; column += AT_ONCE) {
            mix(words, offset + column, offset + length, column);
        }
        words[offset + CHECKSUM_WORD] = saved;
        int result = 0;
        for (int sum : sums) {
            result ^= step(step(sum, 0), 0);
        }
        return Integer.remainderUnsigned(result ^ block, MOST) + 1;
    }

    /** Takes all rows into eight of the sums. */
    private void mix(int[] words, int from, int to, int column) {
        int a = sums[column];
        int b = sums[column + 1];
        int c = sums[column + 2];
        int d = sums[column + 3];
        int e = sums[column + 4];
        int f = sums[column + 5];
        int g = sums[column + 6];
        int h = sums[column + 7];
        for (int row = from; row < to; row += SUMS) {
            a = step(a, words[row]);
            b = step(b, words[row + 1]);
            c = step(c, words[row + 2]);
            d = step(d, words[row + 3]);
            e = step(e, words[row + 4]);
            f = step(f, words[row + 5]);
            g = step(g, words[row + 6]);
            h = step(h, words[row + 7]);
        }
        sums[column] = a;
        sums[column + 1] = b;
        sums[column + 2] = c;
        sums[column + 3] = d;
        sums[column + 4] = e;
        sums[column + 5] = f;
        sums[column + 6] = g;
        sums[column + 7] = h;
    }

    private static int step(int sum, int word) {
        int mixed = sum ^ word;
        return mixed * PRIME ^ (mixed >>> 17);
    }
}
