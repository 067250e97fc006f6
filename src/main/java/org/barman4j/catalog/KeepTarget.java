package org.barman4j.catalog;

import java.util.Locale;

/** What is kept of a backup beyond its retention: enough to restore any later moment, or just itself. */
public enum KeepTarget {
    /** All WAL from the backup on. */
    FULL,
    /** Only the WAL that makes the backup consistent. */
    STANDALONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
