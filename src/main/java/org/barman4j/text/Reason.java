package org.barman4j.text;

/** What another program said is wrong, cut to what fits into a message of ours. */
public final class Reason {
    private Reason() {}

    /** The first line; empty if there is none. */
    public static String firstLine(String complaint) {
        return complaint.lines().findFirst().orElse("").strip();
    }

    /** The first line as a sentence that another one can follow; empty if there is none. */
    public static String sentence(String complaint) {
        String line = firstLine(complaint);
        if (line.isEmpty()) {
            return "";
        }
        return line.endsWith(".") ? line + " " : line + ". ";
    }
}
