package org.barman4j.host.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of a configuration file of ssh: a keyword in small letters, and its arguments.
 *
 * @param systemWide whether the administrator of this machine said it, rather than the user
 */
record SshDirective(String keyword, List<String> arguments, boolean systemWide) {
    SshDirective {
        arguments = List.copyOf(arguments);
    }

    /** An option of the command line. */
    static SshDirective option(String keyword, String argument) {
        return new SshDirective(keyword, List.of(argument), false);
    }

    /**
     * Reads a line, or what follows {@code -o}: keyword, then blanks or an equals sign, then arguments, perhaps in double
     * quotes. A word that begins with {@code #} ends it.
     *
     * @throws IllegalArgumentException if a quote is not closed, or there is no argument
     */
    static SshDirective parse(String line, boolean systemWide) {
        int end = 0;
        while (end < line.length() && " \t=".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        int rest = end;
        while (rest < line.length() && " \t".indexOf(line.charAt(rest)) >= 0) {
            rest++;
        }
        if (rest < line.length() && line.charAt(rest) == '=') {
            rest++;
        }
        List<String> arguments = arguments(line.substring(rest));
        if (end == 0 || arguments.isEmpty()) {
            throw new IllegalArgumentException("no keyword with an argument: " + line);
        }
        return new SshDirective(line.substring(0, end).toLowerCase(Locale.ROOT), arguments, systemWide);
    }

    /** The first argument, which for most keywords is the only one. */
    String value() {
        return arguments.get(0);
    }

    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                inWord = true;
            } else if (c == '#' && !inWord) {
                break;
            } else if (quoted || " \t\r".indexOf(c) < 0) {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                arguments.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("no closing quote: " + text);
        }
        if (inWord) {
            arguments.add(word.toString());
        }
        return arguments;
    }
}
