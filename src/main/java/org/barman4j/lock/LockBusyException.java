package org.barman4j.lock;

import java.util.OptionalLong;
import org.barman4j.report.BarmanException;

/** Another Barman process holds the lock. Never a bug: callers may skip, wait or report. */
public final class LockBusyException extends BarmanException {
    private LockBusyException(String message, String hint) {
        super(message, hint);
    }

    static LockBusyException heldBy(OptionalLong pid, LockName name) {
        String owner = pid.isPresent() ? "process " + pid.getAsLong() : "another process";
        return new LockBusyException(
                "lock " + name + " is held by " + owner,
                name.server().isEmpty()
                        ? "Wait for it to finish."
                        : "Wait for it to finish, or run 'barman list-processes " + name.server()
                                + "' to see what is running.");
    }
}
