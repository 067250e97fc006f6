package org.barman4j.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Names of files in order, in little memory: they are sorted some thousands at a time, each of these runs is kept as one
 * text, and the runs are merged when all are there.
 */
final class SortedNames {
    private static final int RUN = 10_000;
    private static final String SEPARATOR = "/"; // the one character that no name has
    private static final Pattern SEPARATORS = Pattern.compile(SEPARATOR);
    private static final char UNREADABLE = '\uFFFD';

    private final List<String> runs = new ArrayList<>();
    private final List<Path> latest = new ArrayList<>();

    /** Names that are no texts, so that these can't stand for them. */
    private final List<Path> unreadable = new ArrayList<>();

    boolean isEmpty() {
        return runs.isEmpty() && latest.isEmpty() && unreadable.isEmpty();
    }

    void add(Path name) {
        if (name.toString().indexOf(UNREADABLE) >= 0) {
            unreadable.add(name);
            return;
        }
        latest.add(name);
        if (latest.size() == RUN) {
            endRun();
        }
    }

    private void endRun() {
        latest.sort(null);
        runs.add(String.join(SEPARATOR, latest.stream().map(Path::toString).toList()));
        latest.clear();
    }

    /** Gives all of them to the receiver, in the order of paths. */
    void inOrder(Consumer<Path> names) {
        latest.sort(null);
        unreadable.sort(null);
        PriorityQueue<Run> open = new PriorityQueue<>();
        for (String run : runs) {
            Run.open(SEPARATORS.splitAsStream(run).map(Path::of).iterator(), open);
        }
        Run.open(latest.iterator(), open);
        Run.open(unreadable.iterator(), open);
        while (!open.isEmpty()) {
            Run least = open.remove();
            names.accept(least.first);
            Run.open(least.rest, open);
        }
    }

    /** What is left of a run. */
    private record Run(Path first, Iterator<Path> rest) implements Comparable<Run> {
        static void open(Iterator<Path> names, PriorityQueue<Run> runs) {
            if (names.hasNext()) {
                runs.add(new Run(names.next(), names));
            }
        }

        @Override
        public int compareTo(Run other) {
            return first.compareTo(other.first);
        }
    }
}
