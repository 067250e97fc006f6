package org.barman4j.performance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The pictures that {@code docs/performance.md} shows: which parts are in which, and what a bar means there. */
final class Plots {
    private static final Map<String, List<String>> TIMES = Map.of(
            "commands", List.of("commands that read, Barman 3.17", "live servers"),
            "wal", List.of("`archive-wal`, 24 segments", "one segment", "many files", "in the background"),
            "backups", List.of("backups", "finished backups"),
            "restore", List.of("restore"));
    private static final Axis SHARE =
            new Axis("time of barman4j as a share of Barman's: shorter is better", 0.25, 1, 100, " %");
    private static final Axis MEGABYTES = new Axis("resident memory at most: shorter is better", 50, 100, 1, " MB");

    private Plots() {}

    /** The content of every picture, by its name. */
    static SortedMap<String, String> all(Figures figures) {
        SortedMap<String, String> plots = new TreeMap<>();
        TIMES.forEach((name, parts) -> plots.put(file(name), new Plot(SHARE, bars(figures, parts, Plots::time)).svg()));
        List<String> parts = new ArrayList<>(figures.parts());
        plots.put(file("memory"), new Plot(MEGABYTES, bars(figures, parts, Plots::memory)).svg());
        return plots;
    }

    private static String file(String name) {
        return "performance-" + name + ".svg";
    }

    /** Bars below the name of their part; a part without any is left out. */
    private static Map<String, List<Bar>> bars(
            Figures figures, List<String> parts, Function<Figure, Optional<Bar>> bar) {
        Map<String, List<Bar>> groups = new LinkedHashMap<>();
        for (String part : parts) {
            List<Bar> bars =
                    figures.of(part).stream().map(bar).flatMap(Optional::stream).toList();
            if (!bars.isEmpty()) {
                groups.put(plain(part), bars);
            }
        }
        return groups;
    }

    private static Optional<Bar> time(Figure figure) {
        OptionalDouble share = figure.share();
        if (share.isEmpty()) {
            return Optional.empty();
        }
        String words = figure.ratio() + " (" + figure.ours() + " : " + figure.theirs() + ")";
        return Optional.of(
                new Bar(plain(figure.row()), share.getAsDouble(), OptionalDouble.empty(), figure.shareMark(), words));
    }

    private static Optional<Bar> memory(Figure figure) {
        OptionalDouble ours = figure.ourMegabytes();
        OptionalDouble theirs = figure.theirMegabytes();
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        String label = plain(figure.row()).replace(", memory", "");
        String words = figure.ours() + " : " + figure.theirs();
        return Optional.of(new Bar(label, ours.getAsDouble(), theirs, figure.megabytesMark(), words));
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }
}
