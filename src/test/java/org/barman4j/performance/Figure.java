package org.barman4j.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of what the benches measure: a cell each for our figure, that of Barman, the ratio of both, what it must be,
 * and how much memory we took. Cells hold the text that a page shows, units included; what there is not is empty.
 */
record Figure(String part, String row, List<String> cells) {
    /** Of ours, theirs, ratio, mark, memory. */
    static final int CELLS = 5;

    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)");
    private static final Pattern MEGABYTES = Pattern.compile("(\\d+) MB");
    private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?) m?s");

    Figure {
        List<String> all = new ArrayList<>(cells);
        while (all.size() < CELLS) {
            all.add("");
        }
        if (all.size() > CELLS) {
            throw new IllegalArgumentException("too many cells in " + row + ": " + cells);
        }
        cells = List.copyOf(all);
    }

    static Figure parse(String line) {
        List<String> fields = Arrays.asList(line.split("\t"));
        return new Figure(fields.get(0), fields.get(1), fields.subList(2, fields.size()));
    }

    String line() {
        return (part + "\t" + row + "\t" + String.join("\t", cells)).stripTrailing();
    }

    String ours() {
        return cells.get(0);
    }

    String theirs() {
        return cells.get(1);
    }

    String ratio() {
        return cells.get(2);
    }

    String mark() {
        return cells.get(3);
    }

    /** The ratio, if it is one of times. */
    OptionalDouble share() {
        boolean times = TIME.matcher(ours()).matches() && TIME.matcher(theirs()).matches();
        return times ? number(NUMBER, ratio()) : OptionalDouble.empty();
    }

    /** What the share must be at most, where the mark is a share. */
    OptionalDouble shareMark() {
        return number(NUMBER, mark());
    }

    OptionalDouble ourMegabytes() {
        return number(MEGABYTES, ours());
    }

    OptionalDouble theirMegabytes() {
        return number(MEGABYTES, theirs());
    }

    OptionalDouble megabytesMark() {
        return number(MEGABYTES, mark());
    }

    boolean is(String otherPart, String otherRow) {
        return part.equals(otherPart) && row.equals(otherRow);
    }

    /** This row as it was measured again; the mark stays if the bench names none. */
    Figure measured(Figure again) {
        List<String> cells = new ArrayList<>(again.cells());
        if (again.mark().isEmpty()) {
            cells.set(3, mark());
        }
        return new Figure(part, row, cells);
    }

    private static OptionalDouble number(Pattern form, String cell) {
        Matcher matcher = form.matcher(cell);
        return matcher.matches() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
    }
}
