package org.barman4j.app.reference;

import org.barman4j.report.ExitCode;

/** Tells what the exit codes mean. */
final class ExitCodes {
    private ExitCodes() {}

    /** Lists those of the program as a whole. */
    static void describe(Page page) {
        for (ExitCode code : ExitCode.values()) {
            item(page, code);
        }
    }

    /** Lists those of one command. */
    static void describe(Page page, String command) {
        for (ExitCode code : ExitCode.values()) {
            if (code != ExitCode.REFUSED || command.equals("get-wal")) {
                item(page, code);
            }
        }
    }

    private static void item(Page page, ExitCode code) {
        page.item("`" + code.status() + "`", meaning(code));
    }

    private static String meaning(ExitCode code) {
        return switch (code) {
            case OK -> "Everything asked for was done.";
            case ERROR -> "Something failed, possibly for only one of several servers.";
            case USAGE -> "The command line made no sense; for `check --nagios`, a critical state.";
            case REFUSED -> "`get-wal` refused the request itself, so asking again will not help.";
        };
    }
}
