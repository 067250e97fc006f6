package org.barman4j.catalog;

import java.time.OffsetDateTime;
import org.barman4j.text.PythonTime;

/**
 * What identifies a backup within its server: normally the local time when it began, {@code 20261120T170117}. Ids sort
 * as text, which sorts them by time.
 */
public record BackupId(String text) implements Comparable<BackupId> {
    private static final int DATE_DIGITS = 8;
    private static final int LENGTH = 15;

    public BackupId {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a backup id must not be empty");
        }
    }

    /** The id of a backup that begins at this moment, in the figures of its offset. */
    public static BackupId at(OffsetDateTime time) {
        String text = PythonTime.print(time); // 2026-11-20 17:01:17
        return new BackupId(text.substring(0, 4)
                + text.substring(5, 7)
                + text.substring(8, 10)
                + 'T'
                + text.substring(11, 13)
                + text.substring(14, 16)
                + text.substring(17, 19));
    }

    /** Whether a text has the form of an id, whatever backups there are. */
    public static boolean isWellFormed(String text) {
        if (text.length() != LENGTH || text.charAt(DATE_DIGITS) != 'T') {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (i != DATE_DIGITS && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Written out, because a record's own is assembled at run time, which every start would pay for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BackupId id && id.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(BackupId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
