package org.barman4j.performance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the tables and plots of {@code docs/performance.md}, for {@code scripts/generate-docs}. Not part of the program;
 * it is compiled alone, and so uses the JDK only.
 */
final class PerformanceDocs {
    private PerformanceDocs() {}

    public static void main(String[] words) throws IOException {
        if (words.length == 0) {
            System.err.println("usage: PerformanceDocs DOCS [WHAT_A_BENCH_PRINTED]...");
            System.exit(2);
        }
        Path docs = Path.of(words[0]);
        Path file = docs.resolve("performance.tsv");
        Figures figures = Figures.parse(Files.readString(file));
        for (int word = 1; word < words.length; word++) {
            figures = figures.with(Files.readString(Path.of(words[word])));
        }
        Path page = docs.resolve("performance.md");
        String text = PerformancePage.withRows(Files.readString(page), figures);
        Files.writeString(file, figures.text());
        Files.writeString(page, text);
        for (Map.Entry<String, String> plot : Plots.all(figures).entrySet()) {
            Files.writeString(docs.resolve("images").resolve(plot.getKey()), plot.getValue());
        }
    }
}
