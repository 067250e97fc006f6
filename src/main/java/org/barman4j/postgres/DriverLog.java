package org.barman4j.postgres;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the words of the libraries off the terminal, where java.util.logging would write them. */
final class DriverLog {
    /** Held, because java.util.logging forgets what nobody holds. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.postgresql"), Logger.getLogger("org.newsclub"));

    private DriverLog() {}

    static void silence() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
