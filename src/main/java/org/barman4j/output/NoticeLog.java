package org.barman4j.output;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices to the log. The log is set up with the first of them, so that a quiet command starts without it. */
final class NoticeLog {
    private NoticeLog() {}

    static void debug(String message) {
        Holder.LOG.debug(message);
    }

    static void info(String message) {
        Holder.LOG.info(message);
    }

    static void warn(String message) {
        Holder.LOG.warn(message);
    }

    static void error(String message) {
        Holder.LOG.error(message);
    }

    private static final class Holder {
        private static final Logger LOG = LoggerFactory.getLogger("barman");
    }
}
