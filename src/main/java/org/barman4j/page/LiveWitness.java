package org.barman4j.page;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** A page may have been written while it was copied. Then it looks otherwise by now, and WAL has it. */
    @Override
    public Map<PageAddress, Verdict> ask(Collection<PageAddress> pages) {
        Map<PageAddress, Verdict> verdicts = new HashMap<>();
        List<PageAddress> open = List.copyOf(pages);
        for (int look = 0; look < LOOKS && !open.isEmpty(); look++) {
            if (look > 0) {
                pause();
            }
            List<PageAddress> undecided = new ArrayList<>();
            for (PageAddress page : open) {
                look(page).ifPresentOrElse(verdict -> verdicts.put(page, verdict), () -> undecided.add(page));
            }
            open = undecided;
        }
        open.forEach(page -> verdicts.put(page, Verdict.BAD_THERE));
        return verdicts;
    }

    /** Nothing if it is bad there, or just being written. */
    private Optional<Verdict> look(PageAddress address) {
        int size = rule.pageSize();
        int number = RelationFile.of(address.file()).orElseThrow().firstBlock(size) + address.block();
        Optional<byte[]> page = source.read(address.file(), (long) address.block() * size, size);
        if (page.isEmpty()) {
            return Optional.of(Verdict.BAD_THERE); // nobody can tell, so it counts
        }
        if (page.get().length < size) {
            return Optional.of(Verdict.REWRITTEN); // cut off since then, which WAL does as well
        }
        ByteBuffer buffer = PageRule.buffer(page.get());
        if (PageRule.written(buffer, 0).compareTo(rule.begin()) >= 0
                && !PageRule.isNew(buffer, 0)
                && !isFuture(buffer)) {
            return Optional.of(Verdict.REWRITTEN);
        }
        int[] words = new int[size / Integer.BYTES];
        buffer.asIntBuffer().get(words);
        return PageRule.isIntact(buffer, 0, words, size, new PageChecksum(), number)
                ? Optional.of(Verdict.BAD_HERE)
                : Optional.empty();
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
