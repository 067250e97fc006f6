package org.barman4j.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PerformanceDocsTest {
    private static final Path DOCS = Path.of(System.getProperty("user.dir"), "docs");
    private static final String STALE = "run scripts/generate-docs";

    private final Figures figures = Figures.parse(text(DOCS.resolve("performance.tsv")));
    private final String page = text(DOCS.resolve("performance.md"));

    @Test
    void thePageShowsTheFiguresOfTheFile() {
        assertThat(page).as(STALE).isEqualTo(PerformancePage.withRows(page, figures));
        assertThat(text(DOCS.resolve("performance.tsv"))).as(STALE).isEqualTo(figures.text());
    }

    @Test
    void thePlotsShowTheFiguresOfTheFile() throws IOException {
        Map<String, String> plots = Plots.all(figures);
        Set<String> checkedIn = new TreeSet<>();
        try (Stream<Path> images = Files.list(DOCS.resolve("images"))) {
            images.map(image -> image.getFileName().toString())
                    .filter(name -> name.startsWith("performance-"))
                    .forEach(checkedIn::add);
        }

        assertThat(checkedIn).as(STALE).isEqualTo(plots.keySet());
        plots.forEach((name, plot) -> {
            assertThat(text(DOCS.resolve("images").resolve(name))).as(STALE).isEqualTo(plot);
            assertThat(page).containsOnlyOnce("](images/" + name + ")").doesNotContain("![](");
        });
    }

    @Test
    void aRatioIsThatOfBothFigures() {
        List<Figure> ofTimes = figures.all().stream()
                .filter(figure -> figure.share().isPresent())
                .toList();

        assertThat(ofTimes).hasSizeGreaterThan(20).allSatisfy(figure -> {
            double least = (value(figure.ours()) - rounding(figure.ours()))
                    / (value(figure.theirs()) + rounding(figure.theirs()));
            double most = (value(figure.ours()) + rounding(figure.ours()))
                    / (value(figure.theirs()) - rounding(figure.theirs()));
            assertThat(figure.share().getAsDouble())
                    .as("%s, %s", figure.part(), figure.row())
                    .isBetween(least - rounding(figure.ratio()), most + rounding(figure.ratio()));
        });
    }

    @Test
    void whatABenchPrintsReplacesRowsOfThatName() {
        Figures old = new Figures(List.of(
                new Figure("one", "a", List.of("4 ms", "8 ms", "0.50", "0.6")),
                new Figure("one", "b", List.of("1 ms", "2 ms", "0.50", "0.6")),
                new Figure("two", "a", List.of("3 MB"))));

        Figures measured = old.with(
                """
                Peer: 3.17.0

                | one | ours | peer | ratio |
                |---|---|---|---|
                | a | 2 ms | 8 ms | 0.25 |
                | c | 5 ms | 6 ms | 0.83 |
                """);

        assertThat(measured.all().stream().map(Figure::line))
                .containsExactly(
                        "one\ta\t2 ms\t8 ms\t0.25\t0.6",
                        "one\tb\t1 ms\t2 ms\t0.50\t0.6",
                        "one\tc\t5 ms\t6 ms\t0.83",
                        "two\ta\t3 MB");
        assertThat(Figures.parse(measured.text())).isEqualTo(measured);
    }

    @Test
    void rowsFollowTheFileAndTheTextStays() {
        String before =
                "# Page\n\n| one | ours | peer | ratio |\n|---|---|---|---|\n| gone | 1 s | 2 s | 0.5 |\n\nText.\n";

        String after = PerformancePage.withRows(before, one("a", "4 ms", "", ""));

        assertThat(after)
                .isEqualTo("# Page\n\n| one | ours | peer | ratio |\n|---|---|---|---|\n| a | 4 ms | | |\n\nText.\n");
    }

    @Test
    void aTableWithoutFiguresAndFiguresWithoutAColumnAreRefused() {
        String before = "| two | ours | peer | ratio |\n|---|---|---|---|\n";

        assertThatThrownBy(() -> PerformancePage.withRows(before, one("a")))
                .hasMessage("the page has tables for [two], and there are figures for [one]");
        assertThatThrownBy(() ->
                        PerformancePage.withRows(before.replace("two", "one"), one("a", "1 s", "2 s", "0.5", "0.6")))
                .hasMessage("no column for '0.6' in one, a");
    }

    @Test
    void onlyRatiosOfTimesAndMarksThatAreSharesAreDrawn() {
        Figure size = figure("gzip, size", "9.8 %", "9.8 %", "1.000", "0.97 to 1.03");
        Figure batch = figure("100 files", "196 ms", "335 ms", "0.59", "2000 ms");
        Figure memory = figure("get-wal, memory", "43 MB", "46 MB", "", "60 MB");

        assertThat(size.share()).isEmpty();
        assertThat(batch.share()).hasValue(0.59);
        assertThat(batch.shareMark()).isEmpty();
        assertThat(memory.share()).isEmpty();
        assertThat(memory.ourMegabytes()).hasValue(43);
        assertThat(memory.megabytesMark()).hasValue(60);
    }

    @Test
    void aPlotIsXmlAndShowsWhatMissesItsMark() throws Exception {
        Axis axis = new Axis("time", 0.25, 1, 100, " %");
        Bar met = new Bar("a < b & c", 0.5, OptionalDouble.empty(), OptionalDouble.of(0.5), "0.50");
        Bar missed = new Bar("d", 1.1, OptionalDouble.empty(), OptionalDouble.of(0.8), "1.10");

        String svg = new Plot(axis, Map.of("group", List.of(met, missed))).svg();

        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(svg)
                .contains(">a &lt; b &amp; c</text>", ">125 %</text>")
                .contains("<rect class=\"ours\" x=\"370\" y=\"116\" width=\"160.0\" height=\"15\"/>")
                .contains("<rect class=\"misses\" x=\"370\" y=\"142\" width=\"352.0\" height=\"15\"/>");
    }

    private static Figures one(String row, String... cells) {
        return new Figures(List.of(figure(row, cells)));
    }

    private static Figure figure(String row, String... cells) {
        return new Figure("one", row, List.of(cells));
    }

    private static double value(String cell) {
        double number = Double.parseDouble(cell.split(" ", 2)[0]);
        return cell.endsWith(" ms") ? number / 1000 : number;
    }

    /** Half of the last digit that a cell shows. */
    private static double rounding(String cell) {
        String number = cell.split(" ", 2)[0];
        int decimals = number.contains(".") ? number.length() - number.indexOf('.') - 1 : 0;
        return Math.pow(10, -decimals) / (cell.endsWith(" ms") ? 2000 : 2) + 1e-9;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
