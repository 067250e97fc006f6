package org.barman4j.host;

import java.io.IOException;
import org.barman4j.report.BarmanException;

/** A command that could not be run, or that never came to an end. */
public final class CommandFailedException extends BarmanException {
    private CommandFailedException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }

    /** For those who implement {@link Host}: the command never ran. */
    public static CommandFailedException notStarted(Command command, String host, IOException cause) {
        return new CommandFailedException(
                "cannot run '" + command.program() + "' on " + host + ": " + cause.getMessage(),
                "Check that the program is installed, and that path_prefix names its directory.",
                cause);
    }

    /** For those who implement {@link Host}: the command had its time, and has not ended. */
    public static CommandFailedException tooSlow(Command command, String host) {
        return new CommandFailedException(
                "'" + command.program() + "' on " + host + " did not end within "
                        + command.timeout().toSeconds() + " seconds",
                "",
                null);
    }

    /** For those who implement {@link Host}: the command holds what no argument list can hold. */
    public static CommandFailedException notSendable(Command command, String host) {
        return new CommandFailedException(
                "cannot run '" + command.program().replace("\0", "\\0") + "' on " + host
                        + ": there is a NUL character in its arguments or its environment",
                "",
                null);
    }

    /** For those who implement {@link Host}: whoever waited for the command was told to stop waiting. */
    public static CommandFailedException interrupted(Command command, String host) {
        return new CommandFailedException("'" + command.program() + "' on " + host + " was interrupted", "", null);
    }
}
