package org.barman4j.copy;

import org.barman4j.report.BarmanException;

/** Files of a cluster could not be copied. */
public final class CopyFailedException extends BarmanException {
    public CopyFailedException(String message, String hint) {
        super(message, hint);
    }

    CopyFailedException(String message, Throwable cause) {
        super(message, "", cause);
    }
}
