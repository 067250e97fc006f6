package org.barman4j.report;

/** A request that is understood, but that a rule forbids. */
public final class RefusedException extends BarmanException {
    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, String hint) {
        super(message, hint);
    }

    public RefusedException(String message, String hint, ExitCode exitCode) {
        super(message, hint, exitCode, null);
    }
}
