package org.barman4j.inspect;

import java.util.Locale;

/**
 * Something about the WAL archive of a server that is not as it should be.
 *
 * @param label what it is about, for people
 * @param message what is wrong
 * @param advice what to do, as a sentence
 */
public record ArchiveProblem(String label, String message, String advice) {
    /** What it is about, in JSON. */
    public String key() {
        return label.toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
