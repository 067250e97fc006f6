package org.barman4j.performance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Horizontal bars in groups, as SVG that is readable on light and dark pages. */
final class Plot {
    private static final int WIDTH = 960;
    private static final int LEFT = 370;
    private static final int RIGHT = 770;
    private static final int TOP = 84;
    private static final int GROUP = 30;
    private static final int ROW = 26;
    private static final String STYLE =
            """
            <style>
              .paper { fill: #ffffff }
              text { fill: #1f2328; font: 13px sans-serif }
              .title { font-size: 15px; font-weight: bold }
              .group { font-weight: bold }
              .small { fill: #59636e; font-size: 12px }
              .right { text-anchor: end }
              .middle { text-anchor: middle }
              .grid { stroke: #d1d9e0 }
              .ours { fill: #2f6fb7 }
              .misses { fill: #c4621b }
              .theirs { fill: #a5adb6 }
              .mark { stroke: #1f2328; stroke-width: 3 }
              @media (prefers-color-scheme: dark) {
                .paper { fill: #0d1117 }
                text { fill: #e6edf3 }
                .small { fill: #9198a1 }
                .grid { stroke: #3d444d }
                .ours { fill: #5a9be6 }
                .misses { fill: #e08a45 }
                .theirs { fill: #6a727c }
                .mark { stroke: #f0f6fc }
              }
            </style>
            """;

    private final Axis axis;
    private final Map<String, List<Bar>> groups;
    private final double end;
    private final StringBuilder svg = new StringBuilder();

    Plot(Axis axis, Map<String, List<Bar>> groups) {
        this.axis = axis;
        this.groups = groups;
        this.end = axis.end(groups.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Bar::most)
                .max()
                .orElseThrow());
    }

    String svg() {
        int bars = groups.values().stream().mapToInt(List::size).sum();
        int bottom = TOP + groups.size() * GROUP + bars * ROW + 6;
        int height = bottom + 14;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">",
                WIDTH, height, WIDTH, height);
        add("<!-- Written by scripts/generate-docs from docs/performance.tsv. -->");
        add("<title>%s</title>", escaped(capital(axis.title())));
        svg.append(STYLE);
        add("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
        text("title", 20, 26, capital(axis.title()));
        legend();
        grid(bottom);
        int y = TOP;
        for (Map.Entry<String, List<Bar>> group : groups.entrySet()) {
            text("group", 20, y + 20, group.getKey());
            y += GROUP;
            for (Bar bar : group.getValue()) {
                bar(bar, y);
                y += ROW;
            }
        }
        add("</svg>");
        return svg.toString();
    }

    private void legend() {
        int x = legend(20, "ours", "barman4j");
        if (anyBar(Bar::misses)) {
            x = legend(x, "misses", "barman4j, missing its mark");
        }
        if (anyBar(bar -> bar.theirs().isPresent())) {
            x = legend(x, "theirs", "Barman");
        }
        if (anyBar(bar -> bar.mark().isPresent())) {
            add("<line class=\"mark\" x1=\"%d\" y1=\"38\" x2=\"%d\" y2=\"54\"/>", x + 6, x + 6);
            text("small", x + 18, 50, "mark: at most this");
        }
    }

    private int legend(int x, String style, String words) {
        add("<rect class=\"%s\" x=\"%d\" y=\"41\" width=\"12\" height=\"10\"/>", style, x);
        text("small", x + 18, 50, words);
        return x + 44 + 7 * words.length();
    }

    private boolean anyBar(Predicate<Bar> what) {
        return groups.values().stream().flatMap(List::stream).anyMatch(what);
    }

    private void grid(int bottom) {
        for (int line = 0; line * axis.step() <= end; line++) {
            double value = line * axis.step();
            add("<line class=\"grid\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>", x(value), TOP, x(value), bottom);
            text("small middle", x(value), TOP - 6, axis.label(value));
        }
    }

    private void bar(Bar bar, int y) {
        text("right", LEFT - 10, y + 14, bar.label());
        String style = bar.misses() ? "misses" : "ours";
        if (bar.theirs().isPresent()) {
            rectangle(style, bar.ours(), y + 1, 9);
            rectangle("theirs", bar.theirs().getAsDouble(), y + 10, 8);
        } else {
            rectangle(style, bar.ours(), y + 2, 15);
        }
        if (bar.mark().isPresent()) {
            String x = x(bar.mark().getAsDouble());
            add("<line class=\"mark\" x1=\"%s\" y1=\"%d\" x2=\"%s\" y2=\"%d\"/>", x, y - 1, x, y + 20);
        }
        text("small", RIGHT + 12, y + 14, bar.words());
    }

    private void rectangle(String style, double value, int y, int height) {
        add(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\"/>",
                style, LEFT, y, decimal(length(value)), height);
    }

    private String x(double value) {
        return decimal(LEFT + length(value));
    }

    private double length(double value) {
        return value / end * (RIGHT - LEFT);
    }

    private void text(String style, int x, int y, String words) {
        text(style, Integer.toString(x), y, words);
    }

    private void text(String style, String x, int y, String words) {
        add("<text class=\"%s\" x=\"%s\" y=\"%d\">%s</text>", style, x, y, escaped(words));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
