package org.barman4j.report;

import java.util.Optional;

/**
 * A failure that the user can understand and act on.
 *
 * <p>The message is a sentence without a full stop, in Barman's words where Barman has some. The hint, if any, is a
 * full sentence that says what to do next.
 */
public abstract class BarmanException extends RuntimeException {
    private final String hint;
    private final ExitCode exitCode;

    protected BarmanException(String message) {
        this(message, "", ExitCode.ERROR, null);
    }

    protected BarmanException(String message, String hint) {
        this(message, hint, ExitCode.ERROR, null);
    }

    protected BarmanException(String message, String hint, Throwable cause) {
        this(message, hint, ExitCode.ERROR, cause);
    }

    protected BarmanException(String message, String hint, ExitCode exitCode, Throwable cause) {
        super(message, cause);
        this.hint = hint;
        this.exitCode = exitCode;
    }

    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
