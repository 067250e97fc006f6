package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.copy.CopyStatistics.Span;
import org.junit.jupiter.api.Test;

class CopyStatisticsTest {
    private static final Instant START = Instant.parse("2026-11-20T18:00:00Z");

    private final Map<String, Span> analyses = new LinkedHashMap<>();
    private final Map<String, Span> copies = new LinkedHashMap<>();
    private final CopyStatistics statistics = new CopyStatistics(2, START, at(20), analyses, copies);

    @Test
    void haveBarmansNamesInItsOrder() {
        assertThat(statistics.values().keySet())
                .containsExactly(
                        "total_time",
                        "number_of_workers",
                        "analysis_time_per_item",
                        "copy_time_per_item",
                        "serialized_copy_time_per_item",
                        "analysis_time",
                        "copy_time",
                        "serialized_copy_time");
    }

    @Test
    void addUpWhatWasDoneSideBySide() {
        analyses.put("pgdata", Span.of(START, at(1)));
        copies.put("pgdata", Span.of(at(2), at(6)).and(Span.of(at(3), at(8))));
        copies.put("pg_control", Span.of(at(9), at(10)));

        Map<String, Object> values = statistics.values();

        assertThat(values)
                .containsEntry("total_time", 20.0)
                .containsEntry("number_of_workers", 2L)
                .containsEntry("analysis_time_per_item", Map.of("pgdata", 1.0))
                .containsEntry("copy_time_per_item", Map.of("pgdata", 6.0, "pg_control", 1.0))
                .containsEntry("serialized_copy_time_per_item", Map.of("pgdata", 9.0, "pg_control", 1.0))
                .containsEntry("analysis_time", 1.0)
                .containsEntry("copy_time", 8.0)
                .containsEntry("serialized_copy_time", 10.0);
        assertThat(statistics.copyTime()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void areZeroWhereNothingWasDone() {
        assertThat(statistics.values())
                .containsEntry("analysis_time", 0.0)
                .containsEntry("copy_time", 0.0)
                .containsEntry("serialized_copy_time", 0.0);
        assertThat(statistics.copyTime()).isZero();
    }

    @Test
    void aSpanReachesFromTheFirstStartToTheLastEnd() {
        Span inner = Span.of(at(3), at(4));
        Span outer = Span.of(at(1), at(9));

        assertThat(inner.and(outer)).isEqualTo(new Span(at(1), at(9), Duration.ofSeconds(9)));
        assertThat(outer.and(inner)).isEqualTo(new Span(at(1), at(9), Duration.ofSeconds(9)));
    }

    @Test
    void countToTheMicrosecond() {
        assertThat(CopyStatistics.seconds(Duration.ofNanos(1_234_567_891))).isEqualTo(1.234568);
        assertThat(CopyStatistics.seconds(Duration.ofNanos(499))).isZero();
        assertThat(CopyStatistics.seconds(Duration.ofDays(1))).isEqualTo(86_400.0);
    }

    @Test
    void listTheItemsInTheOrderOfTheWork() {
        CopyClock clock = new CopyClock(Clock.fixed(START, ZoneOffset.UTC));
        List<String> labels = List.of("one", "two", "three", "four", "five", "six", "seven", "eight");
        for (String label : labels) {
            CopyItem item = CopyItem.file(label, Kind.CONFIGURATION, "/" + label, Path.of("/target"));
            clock.analysed(item, START);
            clock.copied(item, START);
        }

        CopyStatistics taken = clock.statistics(3);

        assertThat(taken.workers()).isEqualTo(3);
        assertThat(taken.analyses().keySet()).containsExactlyElementsOf(labels);
        assertThat(taken.copies().keySet()).containsExactlyElementsOf(labels);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
