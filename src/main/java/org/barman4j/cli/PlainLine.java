package org.barman4j.cli;

import java.util.List;

/**
 * A command line as programs write it: cron, archive_command, restore_command, and we ourselves for the background.
 *
 * <p>It has a configuration file at most in front of the command, and hardly more than names behind it. picocli isn't
 * needed to understand that, and loading it takes longer than everything else in the start of such a command. Whatever
 * looks in any way unusual is left to picocli.
 */
final class PlainLine {
    private static final String CONFIG = "--config";

    private PlainLine() {}

    /** Sets up the command, and what stands before it, if the line is a plain one; otherwise picocli has to. */
    static boolean preset(TopCommand top, BarmanCommand command, Arguments arguments) {
        List<String> before = List.of(arguments.beforeCommand());
        String config = "";
        boolean quiet = false;
        for (int i = 0; i < before.size(); i++) {
            String word = before.get(i);
            if (word.equals("-q") || word.equals("--quiet")) {
                quiet = true;
            } else if (word.startsWith(CONFIG + "=")) {
                config = word.substring(CONFIG.length() + 1);
            } else if ((word.equals("-c") || word.equals(CONFIG)) && i + 1 < before.size()) {
                config = before.get(++i);
            } else {
                return false;
            }
            if (config.startsWith("-")) {
                return false;
            }
        }
        if (!command.preset(top, arguments.behindCommand())) {
            return false;
        }
        top.preset(config, quiet);
        return true;
    }

    /** Whether these are so many names, and nothing that could be an option. */
    static boolean isNames(int count, List<String> words) {
        if (words.size() != count) {
            return false;
        }
        for (String word : words) {
            if (word.isEmpty() || word.startsWith("-")) {
                return false;
            }
        }
        return true;
    }
}
