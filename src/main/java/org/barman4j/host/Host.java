package org.barman4j.host;

/** A machine that runs commands. */
public interface Host {
    /**
     * Runs a command to its end and returns what it said, whatever its exit status.
     *
     * @throws CommandFailedException if it could not be started or did not end in time
     */
    CommandResult run(Command command);

    /** How messages name this machine. */
    String label();
}
