package org.barman4j.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Examines the pages of a backup, file by file. May be used by several threads. */
public final class PageExamination {
    private static final int PAGES_AT_ONCE = 64;

    private final PageRule rule;
    private final PageWitness witness;
    private final AtomicLong examined = new AtomicLong();
    private final List<BadPage> bad = new ArrayList<>();
    private final List<PageAddress> rewritten = new ArrayList<>();

    /** @param witness is asked about pages with wrong checksums */
    public PageExamination(PageRule rule, PageWitness witness) {
        this.rule = rule;
        this.witness = witness;
    }

    /** Whether a file, by its path below the data directory, consists of pages. */
    public static boolean hasPages(String path) {
        return RelationFile.of(path).isPresent();
    }

    /** Examines a file's content, and reads all of it. What stands behind its last whole page is not looked at. */
    public void examine(String path, InputStream content) throws IOException {
        Optional<RelationFile> file = RelationFile.of(path);
        if (file.isEmpty()) {
            return;
        }
        int pageSize = rule.pageSize();
        int first = file.get().firstBlock(pageSize);
        byte[] bytes = new byte[pageSize * PAGES_AT_ONCE];
        int[] words = new int[bytes.length / Integer.BYTES];
        PageChecksum checksum = new PageChecksum();
        int block = 0;
        for (int read = content.readNBytes(bytes, 0, bytes.length);
                read >= pageSize;
                read = content.readNBytes(bytes, 0, bytes.length)) {
            ByteBuffer buffer = PageRule.buffer(bytes, read);
            buffer.asIntBuffer().get(words, 0, read / Integer.BYTES);
            for (int page = 0; page < read / pageSize; page++, block++) {
                if (!rule.isSound(buffer, page * pageSize, words, checksum, first + block)) {
                    note(path, block);
                }
            }
        }
        examined.addAndGet(block);
    }

    private void note(String path, int block) {
        PageWitness.Verdict verdict = witness.ask(path, block);
        synchronized (bad) {
            if (verdict == PageWitness.Verdict.REWRITTEN) {
                rewritten.add(new PageAddress(path, block));
            } else {
                bad.add(new BadPage(path, block, verdict == PageWitness.Verdict.BAD_THERE));
            }
        }
    }

    /** What was found. */
    public PageReport report() {
        synchronized (bad) {
            return new PageReport(
                    examined.get(),
                    bad.stream().sorted().toList(),
                    rewritten.stream().sorted().toList());
        }
    }
}
