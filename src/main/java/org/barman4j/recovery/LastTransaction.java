package org.barman4j.recovery;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the last transaction in some WAL.
 *
 * @param end when it was committed or rolled back; nothing if there is none, or none for long
 */
record LastTransaction(Optional<Instant> end) {
    /** Whether recovery comes to a moment: it stops before the first transaction behind it, and can't without one. */
    boolean reaches(Instant moment, boolean exclusive) {
        return end.filter(last -> exclusive ? !last.isBefore(moment) : last.isAfter(moment))
                .isPresent();
    }
}
