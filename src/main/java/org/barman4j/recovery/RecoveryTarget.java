package org.barman4j.recovery;

import java.util.Optional;

/**
 * Where recovery ends, as it was asked for.
 *
 * @param value what the kind needs to be told; empty for the kinds that need nothing
 * @param timeline a number, {@code current} or {@code latest}; nothing for PostgreSQL's own choice
 * @param exclusive whether to stop just before the target
 * @param action what the server does when it is there: {@code pause}, {@code shutdown} or {@code promote}
 */
public record RecoveryTarget(
        Kind kind, String value, Optional<String> timeline, boolean exclusive, Optional<String> action) {

    /** What recovery goes by. */
    public enum Kind {
        /** As far as there is WAL. */
        NONE,
        TIME,
        XID,
        LSN,
        NAME,
        /** No further than the backup. */
        IMMEDIATE
    }

    /** Whether PostgreSQL has to be told anything. */
    public boolean isPointInTime() {
        return kind != Kind.NONE || timeline.isPresent();
    }
}
