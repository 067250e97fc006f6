package org.barman4j.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.barman4j.xlog.Lsn;

/** Examines the pages of a backup, file by file. May be used by several threads. */
public final class PageExamination {
    private static final int PAGES_AT_ONCE = 64;
    private static final int LOOKS = 3;
    private static final long PAUSE_MILLIS = 50;
    private static final int CHECKSUM = 8;
    private static final int UPPER = 14;

    private final int pageSize;
    private final Lsn begin;
    private final Lsn end;
    private final PageSource source;
    private final AtomicLong examined = new AtomicLong();
    private final List<BadPage> bad = new ArrayList<>();

    /**
     * For one backup.
     *
     * @param begin where it began: pages written since then are written again from WAL
     * @param end where it ended: no page was written later
     */
    public PageExamination(int pageSize, Lsn begin, Lsn end, PageSource source) {
        this.pageSize = pageSize;
        this.begin = begin;
        this.end = end;
        this.source = source;
    }

    /** Whether a file, by its path below the data directory, consists of pages. */
    public static boolean hasPages(String path) {
        return RelationFile.of(path).isPresent();
    }

    /** Examines a file's content. What stands behind its last whole page is not looked at. */
    public void examine(String path, InputStream content) throws IOException {
        Optional<RelationFile> file = RelationFile.of(path);
        if (file.isEmpty()) {
            return;
        }
        int first = file.get().firstBlock(pageSize);
        byte[] bytes = new byte[pageSize * PAGES_AT_ONCE];
        int[] words = new int[bytes.length / Integer.BYTES];
        PageChecksum checksum = new PageChecksum();
        int block = 0;
        for (int read = content.readNBytes(bytes, 0, bytes.length);
                read >= pageSize;
                read = content.readNBytes(bytes, 0, bytes.length)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asIntBuffer().get(words, 0, read / Integer.BYTES);
            for (int page = 0; page < read / pageSize; page++, block++) {
                int start = page * pageSize;
                if (!isSound(buffer, start, words, checksum, first + block)) {
                    confirm(path, block, first + block);
                }
            }
        }
        examined.addAndGet(block);
    }

    private boolean isSound(ByteBuffer buffer, int start, int[] words, PageChecksum checksum, int block) {
        if (buffer.getShort(start + UPPER) == 0) {
            return true; // new, and not initialised
        }
        Lsn written = lsn(buffer, start);
        boolean since = written.compareTo(begin) >= 0 && written.compareTo(end) <= 0;
        int expected = Short.toUnsignedInt(buffer.getShort(start + CHECKSUM));
        return since || checksum.of(words, start / Integer.BYTES, pageSize / Integer.BYTES, block) == expected;
    }

    private static Lsn lsn(ByteBuffer buffer, int start) {
        long high = Integer.toUnsignedLong(buffer.getInt(start));
        return new Lsn(high << Integer.SIZE | Integer.toUnsignedLong(buffer.getInt(start + Integer.BYTES)));
    }

    /** The page may have been written while it was copied. Then it looks otherwise by now, and WAL has it. */
    private void confirm(String path, int block, int number) {
        boolean wrongThere = true;
        for (int look = 0; look < LOOKS && wrongThere; look++) {
            Optional<byte[]> page = source.read(path, (long) block * pageSize, pageSize);
            if (page.isEmpty()) {
                break; // nobody can tell, so it counts
            }
            if (page.get().length < pageSize) {
                return; // cut off since then, which WAL does as well
            }
            ByteBuffer buffer = ByteBuffer.wrap(page.get()).order(ByteOrder.LITTLE_ENDIAN);
            if (lsn(buffer, 0).compareTo(begin) >= 0 && buffer.getShort(UPPER) != 0 && !isFuture(buffer)) {
                return;
            }
            int[] words = new int[pageSize / Integer.BYTES];
            buffer.asIntBuffer().get(words);
            wrongThere = !isSound(buffer, 0, words, new PageChecksum(), number);
            pause(wrongThere);
        }
        synchronized (bad) {
            bad.add(new BadPage(path, block, wrongThere));
        }
    }

    /** Whether a page claims to have been written long after the backup, as only a broken one does. */
    private boolean isFuture(ByteBuffer buffer) {
        return lsn(buffer, 0).minus(end) > 1L << 40;
    }

    private static void pause(boolean needed) {
        try {
            TimeUnit.MILLISECONDS.sleep(needed ? PAUSE_MILLIS : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was found. */
    public PageReport report() {
        synchronized (bad) {
            return new PageReport(examined.get(), bad.stream().sorted().toList());
        }
    }
}
