package org.barman4j.lock;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.barman4j.report.BarmanException;

/** Another Barman process holds the lock. Never a bug: callers may skip, wait or report. */
public final class LockBusyException extends BarmanException {
    private LockBusyException(String message, String hint) {
        super(message, hint);
    }

    static LockBusyException heldBy(OptionalLong pid, Path file) {
        String owner = pid.isPresent() ? "process " + pid.getAsLong() : "another process";
        return new LockBusyException(
                "lock " + file.getFileName() + " is held by " + owner,
                "Wait for it to finish, or run 'barman list-processes SERVER' to see what is running.");
    }
}
