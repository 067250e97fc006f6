package org.barman4j.recovery;

import org.barman4j.report.Notices;

/**
 * Why a restore can't work, or the server not start that comes out of it.
 *
 * @param hint what to do about it; empty if there is nothing to say
 * @param passing whether WAL that the server has written already, and not archived yet, may take it away
 * @param late whether it is only PostgreSQL that minds, when it has replayed all there is; then somebody can still help it on
 */
public record Objection(String message, String hint, boolean passing, boolean late) {
    Objection(String message, String hint) {
        this(message, hint, false, false);
    }

    /** Tells it as a warning. */
    void warn(Notices notices) {
        notices.warning(message);
        notices.hint(hint);
    }

    /** Tells it as an error. */
    public void tell(Notices notices) {
        notices.error(message);
        if (!hint.isEmpty()) {
            notices.hint(hint);
        }
    }
}
