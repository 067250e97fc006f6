package org.barman4j.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a copy took.
 *
 * @param workers how many jobs there were side by side
 */
public record CopyStatistics(
        int workers, Instant start, Instant end, Map<String, Span> analyses, Map<String, Span> copies) {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    /**
     * Between when and when something was done, and how long by all who did it together.
     */
    public record Span(Instant start, Instant end, Duration work) {
        public static Span of(Instant start, Instant end) {
            return new Span(start, end, Duration.between(start, end));
        }

        public Span and(Span other) {
            return new Span(
                    start.isBefore(other.start) ? start : other.start,
                    end.isAfter(other.end) ? end : other.end,
                    work.plus(other.work));
        }

        double seconds() {
            return CopyStatistics.seconds(Duration.between(start, end));
        }
    }

    /** How long the copying itself took, without finding out what there is to copy. */
    public Duration copyTime() {
        return copies.values().stream()
                .reduce(Span::and)
                .map(span -> Duration.between(span.start(), span.end()))
                .orElse(Duration.ZERO);
    }

    /** The figures under Barman's names, in its order. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("total_time", seconds(Duration.between(start, end)));
        values.put("number_of_workers", (long) workers);
        Map<String, Object> analysed = new LinkedHashMap<>();
        analyses.forEach((label, span) -> analysed.put(label, span.seconds()));
        values.put("analysis_time_per_item", analysed);
        Map<String, Object> copied = new LinkedHashMap<>();
        copies.forEach((label, span) -> copied.put(label, span.seconds()));
        values.put("copy_time_per_item", copied);
        Map<String, Object> worked = new LinkedHashMap<>();
        copies.forEach((label, span) -> worked.put(label, seconds(span.work())));
        values.put("serialized_copy_time_per_item", worked);
        values.put(
                "analysis_time",
                analyses.values().stream().reduce(Span::and).map(Span::seconds).orElse(0.0));
        values.put("copy_time", seconds(copyTime()));
        values.put(
                "serialized_copy_time",
                seconds(copies.values().stream().map(Span::work).reduce(Duration.ZERO, Duration::plus)));
        return values;
    }

    /** To the microsecond, as Python has it. */
    public static double seconds(Duration duration) {
        return Math.rint(duration.toNanos() / NANOS * MICROS) / MICROS;
    }
}
