package org.barman4j.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in Markdown, known by its first heading: where its rows begin and end among the lines, and what they hold. */
record MarkdownTable(String name, int columns, int begin, int end, List<List<String>> rows) {
    static List<MarkdownTable> in(List<String> lines) {
        List<MarkdownTable> tables = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).startsWith("|---") && lines.get(line - 1).startsWith("| ")) {
                List<String> heading = cells(lines.get(line - 1));
                int end = line + 1;
                List<List<String>> rows = new ArrayList<>();
                while (end < lines.size() && lines.get(end).startsWith("| ")) {
                    rows.add(cells(lines.get(end)));
                    end++;
                }
                tables.add(new MarkdownTable(heading.get(0), heading.size(), line + 1, end, List.copyOf(rows)));
            }
        }
        return tables;
    }

    /** A row of this table, with no more cells than it has columns. */
    String row(Figure figure) {
        StringBuilder row = new StringBuilder("| ").append(figure.row()).append(" |");
        for (int cell = 0; cell < Figure.CELLS; cell++) {
            String text = figure.cells().get(cell);
            if (cell < columns - 1) {
                row.append(text.isEmpty() ? " |" : " " + text + " |");
            } else if (!text.isEmpty()) {
                throw new IllegalArgumentException("no column for '" + text + "' in " + name + ", " + figure.row());
            }
        }
        return row.toString();
    }

    private static List<String> cells(String line) {
        String inside = line.substring(1, line.lastIndexOf('|'));
        return Arrays.stream(inside.split("\\|", -1)).map(String::strip).toList();
    }
}
