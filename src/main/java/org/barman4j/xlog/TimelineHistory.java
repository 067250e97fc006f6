package org.barman4j.xlog;

import java.util.ArrayList;
import java.util.List;

/** How a timeline came to be: every fork on the way to it, the oldest first. */
public record TimelineHistory(int timeline, List<Fork> forks) {
    public TimelineHistory {
        forks = List.copyOf(forks);
    }

    /** The point at which a parent timeline was left, and PostgreSQL's words for why. */
    public record Fork(int parentTimeline, Lsn switchPoint, String reason) {}

    /**
     * Reads a history file: three fields with tabs between them on each line; blank lines and comments are ignored.
     *
     * @throws IllegalArgumentException if a line is anything else, or if there is no fork at all
     */
    public static TimelineHistory parse(int timeline, String content) {
        List<Fork> forks = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < content.length()) {
            int newline = content.indexOf('\n', start);
            int end = newline < 0 ? content.length() : newline;
            String line = content.substring(start, end).strip();
            number++;
            if (!line.isEmpty() && line.charAt(0) != '#') {
                forks.add(parseFork(timeline, number, line));
            }
            start = end + 1;
        }
        if (forks.isEmpty()) {
            throw new IllegalArgumentException("the history of timeline " + unsigned(timeline) + " has no fork");
        }
        return new TimelineHistory(timeline, forks);
    }

    private static Fork parseFork(int timeline, int number, String line) {
        try {
            return parseFork(line);
        } catch (IllegalArgumentException problem) {
            String place = "line " + number + " of the history of timeline " + unsigned(timeline);
            throw new IllegalArgumentException(place + " is invalid: '" + line + "': " + problem.getMessage(), problem);
        }
    }

    private static Fork parseFork(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException("not exactly three fields with tabs between them");
        }
        return new Fork(Integer.parseUnsignedInt(fields[0]), Lsn.parseRequired(fields[1]), fields[2]);
    }

    private static String unsigned(int timeline) {
        return Integer.toUnsignedString(timeline);
    }
}
