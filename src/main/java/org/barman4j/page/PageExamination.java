package org.barman4j.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.barman4j.page.PageWitness.Verdict;
import org.barman4j.xlog.Lsn;

/** Examines the pages of a backup, file by file, even before it is complete. May be used by several threads. */
public final class PageExamination {
    /** With more of them, what is read no longer fits into the cache of the processor, and reading takes three times as long. */
    private static final int PAGES_AT_ONCE = 4;

    private final int pageSize;
    private final Queue<Workbench> benches = new ConcurrentLinkedQueue<>();
    private final AtomicLong examined = new AtomicLong();
    private final List<Suspect> suspects = new ArrayList<>();

    public PageExamination(int pageSize) {
        this.pageSize = pageSize;
    }

    /** A page with a wrong checksum. */
    private record Suspect(PageAddress page, Lsn written) {}

    /** Whether a file, by its path below the data directory, consists of pages. */
    public static boolean hasPages(String path) {
        return RelationFile.of(path).isPresent();
    }

    /** Examines a file's content, and reads all of it. What stands behind its last whole page is not looked at. */
    public void examine(String path, InputStream content) throws IOException {
        examine(path, 0, Integer.MAX_VALUE, content);
    }

    /**
     * Examines a part of a file.
     *
     * @param from the number of the first page in the file; the content begins with it
     * @param count so many pages, unless there are less
     */
    public void examine(String path, int from, int count, InputStream content) throws IOException {
        Optional<RelationFile> file = RelationFile.of(path);
        if (file.isEmpty()) {
            return;
        }
        Workbench idle = benches.poll();
        Workbench bench = idle == null ? new Workbench(pageSize * PAGES_AT_ONCE) : idle;
        int number = file.get().firstBlock(pageSize) + from;
        int done = 0;
        for (int pages = bench.read(content, count); pages > 0; pages = bench.read(content, count - done)) {
            for (int page = 0; page < pages; page++, done++) {
                if (!bench.isIntact(page, number + done)) {
                    suspect(new PageAddress(path, from + done), PageRule.written(bench.buffer, page * pageSize));
                }
            }
        }
        examined.addAndGet(done);
        benches.add(bench);
    }

    /** What a thread needs for a file. Small files would spend more time on getting it than on their pages. */
    private final class Workbench {
        private final byte[] bytes;
        private final ByteBuffer buffer;
        private final int[] words;
        private final PageChecksum checksum = new PageChecksum();

        Workbench(int length) {
            bytes = new byte[length];
            buffer = PageRule.buffer(bytes);
            words = new int[length / Integer.BYTES];
        }

        /** Reads the next pages, as many as there is room for, and returns how many there were. */
        int read(InputStream content, int most) throws IOException {
            int length = Math.min(bytes.length / pageSize, most) * pageSize;
            int pages = content.readNBytes(bytes, 0, length) / pageSize;
            buffer.asIntBuffer().get(words, 0, pages * pageSize / Integer.BYTES);
            return pages;
        }

        boolean isIntact(int page, int number) {
            return PageRule.isIntact(buffer, page * pageSize, words, pageSize, checksum, number);
        }
    }

    private void suspect(PageAddress page, Lsn written) {
        synchronized (suspects) {
            suspects.add(new Suspect(page, written));
        }
    }

    /**
     * Judges what was found. The backup has to be complete.
     *
     * @param witness is asked about pages with wrong checksums that the rule doesn't excuse
     */
    public PageReport report(PageRule rule, PageWitness witness) {
        List<PageAddress> accused = new ArrayList<>();
        synchronized (suspects) {
            suspects.stream()
                    .filter(suspect -> !rule.isRewritten(suspect.written()))
                    .forEach(suspect -> accused.add(suspect.page()));
        }
        List<BadPage> bad = new ArrayList<>();
        List<PageAddress> rewritten = new ArrayList<>();
        new TreeMap<>(witness.ask(accused)).forEach((page, verdict) -> {
            if (verdict == Verdict.REWRITTEN) {
                rewritten.add(page);
            } else {
                bad.add(new BadPage(page.file(), page.block(), verdict == Verdict.BAD_THERE));
            }
        });
        return new PageReport(examined.get(), bad, rewritten);
    }
}
