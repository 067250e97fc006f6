package org.barman4j.performance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The text of {@code docs/performance.md}: its tables are known by their first heading, and their rows come from the figures. */
final class PerformancePage {
    private PerformancePage() {}

    static String withRows(String page, Figures figures) {
        List<String> lines = new ArrayList<>(page.lines().toList());
        List<MarkdownTable> tables = new ArrayList<>(MarkdownTable.in(lines));
        requireSameParts(tables, figures);
        Collections.reverse(tables); // the lines of those before stay where they are
        for (MarkdownTable table : tables) {
            List<String> rows = lines.subList(table.begin(), table.end());
            rows.clear();
            figures.of(table.name()).forEach(figure -> rows.add(table.row(figure)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void requireSameParts(List<MarkdownTable> tables, Figures figures) {
        Set<String> names = new LinkedHashSet<>();
        tables.forEach(table -> names.add(table.name()));
        if (names.size() < tables.size() || !names.equals(figures.parts())) {
            throw new IllegalArgumentException(
                    "the page has tables for " + names + ", and there are figures for " + figures.parts());
        }
    }
}
