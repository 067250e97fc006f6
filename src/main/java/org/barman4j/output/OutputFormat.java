package org.barman4j.output;

import java.util.Locale;

/** The formats that a user can ask for. */
public enum OutputFormat {
    CONSOLE,
    JSON;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
