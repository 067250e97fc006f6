package org.barman4j.host;

import java.io.IOException;
import java.time.Duration;
import org.barman4j.report.BarmanException;

/** A command that could not be run, or that never came to an end. */
public final class CommandFailedException extends BarmanException {
    private CommandFailedException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }

    static CommandFailedException notStarted(Command command, String host, IOException cause) {
        return new CommandFailedException(
                "cannot run '" + command.program() + "' on " + host + ": " + cause.getMessage(),
                "Check that the program is installed, and that path_prefix names its directory.",
                cause);
    }

    static CommandFailedException tooSlow(Command command, String host, Duration limit) {
        return new CommandFailedException(
                "'" + command.program() + "' on " + host + " did not end within " + limit.toSeconds() + " seconds",
                "",
                null);
    }

    static CommandFailedException interrupted(Command command, String host) {
        return new CommandFailedException("'" + command.program() + "' on " + host + " was interrupted", "", null);
    }
}
