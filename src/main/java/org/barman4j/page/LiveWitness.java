package org.barman4j.page;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.barman4j.page.PageWitness.Verdict;

/** Looks at pages where PostgreSQL has them. To be asked soon after the backup, before they change for other reasons. */
public final class LiveWitness implements PageWitness {
    private static final int LOOKS = 3;
    private static final long PAUSE_MILLIS = 50;

    private final PageRule rule;
    private final PageSource source;

    public LiveWitness(PageRule rule, PageSource source) {
        this.rule = rule;
        this.source = source;
    }

    /** The page may have been written while it was copied. Then it looks otherwise by now, and WAL has it. */
    @Override
    public Verdict ask(String file, int block) {
        int size = rule.pageSize();
        int number = RelationFile.of(file).orElseThrow().firstBlock(size) + block;
        for (int look = 0; look < LOOKS; look++) {
            Optional<byte[]> page = source.read(file, (long) block * size, size);
            if (page.isEmpty()) {
                return Verdict.BAD_THERE; // nobody can tell, so it counts
            }
            if (page.get().length < size) {
                return Verdict.REWRITTEN; // cut off since then, which WAL does as well
            }
            ByteBuffer buffer = PageRule.buffer(page.get());
            if (PageRule.written(buffer, 0).compareTo(rule.begin()) >= 0
                    && !PageRule.isNew(buffer, 0)
                    && !isFuture(buffer)) {
                return Verdict.REWRITTEN;
            }
            int[] words = new int[size / Integer.BYTES];
            buffer.asIntBuffer().get(words);
            if (rule.isSound(buffer, 0, words, new PageChecksum(), number)) {
                return Verdict.BAD_HERE;
            }
            pause();
        }
        return Verdict.BAD_THERE;
    }

    /** Whether a page claims to have been written long after the backup, as only a broken one does. */
    private boolean isFuture(ByteBuffer buffer) {
        return PageRule.written(buffer, 0).minus(rule.end()) > 1L << 40;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
