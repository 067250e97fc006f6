package org.barman4j.output;

import java.util.Locale;

/** When to use colours. */
public enum ColorMode {
    NEVER,
    ALWAYS,
    /** When a person reads both standard output and standard error. */
    AUTO;

    /** The word on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
