package org.barman4j.performance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All that the benches have measured, {@code docs/performance.tsv}. */
record Figures(List<Figure> all) {
    private static final String HEADING = "part\trow\tours\ttheirs\tratio\tmark\tmemory";

    Figures {
        all = List.copyOf(all);
    }

    static Figures parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADING)) {
            throw new IllegalArgumentException("no heading: " + HEADING);
        }
        return new Figures(
                lines.subList(1, lines.size()).stream().map(Figure::parse).toList());
    }

    String text() {
        return all.stream().map(Figure::line).collect(Collectors.joining("\n", HEADING + "\n", "\n"));
    }

    Set<String> parts() {
        return all.stream().map(Figure::part).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<Figure> of(String part) {
        return all.stream().filter(figure -> figure.part().equals(part)).toList();
    }

    /** With the rows of the tables that a bench has printed, in place of those that have the same name. */
    Figures with(String printed) {
        List<Figure> figures = new ArrayList<>(all);
        for (MarkdownTable table : MarkdownTable.in(printed.lines().toList())) {
            for (List<String> row : table.rows()) {
                replace(figures, new Figure(table.name(), row.get(0), row.subList(1, row.size())));
            }
        }
        return new Figures(figures);
    }

    private static void replace(List<Figure> figures, Figure measured) {
        int behind = figures.size();
        for (int place = 0; place < figures.size(); place++) {
            Figure figure = figures.get(place);
            if (figure.is(measured.part(), measured.row())) {
                figures.set(place, figure.measured(measured));
                return;
            }
            if (figure.part().equals(measured.part())) {
                behind = place + 1;
            }
        }
        figures.add(behind, measured);
    }
}
