package org.barman4j.retention;

/** What a policy says of a backup. */
public enum RetentionStatus {
    /** Needed. */
    VALID("VALID"),
    /** No longer needed; {@code cron} deletes it. */
    OBSOLETE("OBSOLETE"),
    /** Older than the policy needs, but kept because otherwise there were too few. */
    POTENTIALLY_OBSOLETE("OBSOLETE*"),
    /** Kept by its owner's wish, with all WAL from it on. */
    KEEP_FULL("KEEP:FULL"),
    /** Kept by its owner's wish, with the WAL that makes it consistent. */
    KEEP_STANDALONE("KEEP:STANDALONE"),
    /** Not a finished backup, so the policy says nothing. */
    NONE("-");

    private final String label;

    RetentionStatus(String label) {
        this.label = label;
    }

    /** As Barman writes it. */
    public String label() {
        return label;
    }
}
