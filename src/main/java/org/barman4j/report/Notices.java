package org.barman4j.report;

/**
 * Messages for the person at the terminal.
 *
 * <p>Whoever implements this also writes them to the log, so that callers say each thing once. An error makes the
 * program end with exit code 1, while the command goes on with what it can still do.
 */
public interface Notices {
    /** Detail for those who asked for it with {@code --debug}. */
    void debug(String message);

    /** The normal course of events. */
    void info(String message);

    /** One of many such things, or one that happens every minute: it is shown and not logged. */
    void item(String message);

    /** Something to look at, which does not change the exit code. */
    void warning(String message);

    /** Something that was asked for and failed. */
    void error(String message);

    /** What to do about the warning or error just given. */
    void hint(String message);

    /** What to do next, now that all went well. */
    default void advice(String message) {
        hint(message);
    }
}
