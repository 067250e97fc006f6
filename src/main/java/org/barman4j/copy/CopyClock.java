package org.barman4j.copy;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barman4j.copy.CopyStatistics.Span;

/** Takes the times of a copy. */
final class CopyClock {
    private final Clock clock;
    private final Instant start;
    private final Map<String, Span> analyses = new LinkedHashMap<>();
    private final Map<String, Span> copies = new LinkedHashMap<>();

    CopyClock(Clock clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    Instant now() {
        return clock.instant();
    }

    /** The analysis of an item has ended that began then. */
    synchronized void analysed(CopyItem item, Instant since) {
        analyses.merge(item.label(), Span.of(since, clock.instant()), Span::and);
    }

    /** A part of an item has been copied since then. */
    synchronized void copied(CopyItem item, Instant since) {
        copies.merge(item.label(), Span.of(since, clock.instant()), Span::and);
    }

    synchronized CopyStatistics statistics(int workers) {
        return new CopyStatistics(
                workers, start, clock.instant(), new LinkedHashMap<>(analyses), new LinkedHashMap<>(copies));
    }
}
