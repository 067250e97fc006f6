package org.barman4j.host.ssh;

import org.barman4j.host.CommandResult;

/** There is no connection, or no longer one. The message is what OpenSSH would write to its standard error. */
class SshFailure extends Exception {
    private static final int STATUS = 255;

    SshFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** How a spawned ssh would end. */
    CommandResult result() {
        return new CommandResult(STATUS, "", getMessage() + "\n");
    }
}
