package org.barman4j.recovery;

import org.barman4j.report.Notices;

/**
 * Why a restore can't work.
 *
 * @param hint what to do about it; empty if there is nothing to say
 * @param passing whether WAL that the server has written already, and not archived yet, may take it away
 */
public record Objection(String message, String hint, boolean passing) {
    Objection(String message, String hint) {
        this(message, hint, false);
    }

    /** Tells it as an error. */
    public void tell(Notices notices) {
        notices.error(message);
        if (!hint.isEmpty()) {
            notices.hint(hint);
        }
    }
}
