package org.barman4j.inspect;

import java.util.Locale;

/** Which of a backup's files to list. */
public enum FileTarget {
    /** The files of the backup and the WAL that makes it consistent. */
    STANDALONE,
    /** The files of the backup. */
    DATA,
    /** The WAL from the backup's begin to the next backup, and the history files. */
    WAL,
    /** The files of the backup and all that WAL. */
    FULL;

    boolean includesData() {
        return this != WAL;
    }

    boolean includesWalUntilNext() {
        return this == WAL || this == FULL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
