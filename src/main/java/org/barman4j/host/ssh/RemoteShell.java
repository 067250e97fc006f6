package org.barman4j.host.ssh;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;

/**
 * The one place where an argument list becomes text for the shell of another machine, which has to be a POSIX shell.
 *
 * <p>ssh sends a command as one string, and the login shell of the user over there takes it apart again. Every word
 * arrives as it is. Words that no shell can misunderstand stay without quotes, so that logs and restricted commands on
 * the other side can read them.
 */
public final class RemoteShell {
    private static final String HARMLESS = "%+,-./:=@_";

    /** Words that mean something of their own where a program is expected. */
    private static final Set<String> RESERVED = Set.of(
            "case",
            "coproc",
            "do",
            "done",
            "elif",
            "else",
            "esac",
            "fi",
            "for",
            "function",
            "if",
            "in",
            "select",
            "then",
            "time",
            "until",
            "while");

    private RemoteShell() {}

    /**
     * The text that makes a POSIX shell run a command with exactly these arguments.
     *
     * @throws CommandFailedException if there is a NUL character in it, which no argument can hold
     */
    public static String text(Command command, String host) {
        refuseNul(command, host);
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> variable : new TreeMap<>(command.environment()).entrySet()) {
            text.append(name(variable.getKey()))
                    .append('=')
                    .append(quote(variable.getValue()))
                    .append(' ');
        }
        text.append(program(command.program()));
        List<String> argv = command.argv();
        for (String word : argv.subList(1, argv.size())) {
            text.append(' ').append(quote(word));
        }
        return text.toString();
    }

    /** A word as a POSIX shell has to see it. */
    public static String quote(String word) {
        return isHarmless(word) ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String program(String word) {
        boolean special = RESERVED.contains(word) || word.startsWith("-") || word.indexOf('=') >= 0;
        return special ? "'" + word.replace("'", "'\\''") + "'" : quote(word);
    }

    private static String name(String variable) {
        for (int i = 0; i < variable.length(); i++) {
            char c = variable.charAt(i);
            boolean allowed = isLetterOrDigit(c) || c == '_';
            if (!allowed || (i == 0 && c <= '9')) {
                throw new IllegalArgumentException("no name of a variable: " + variable);
            }
        }
        return variable;
    }

    private static boolean isHarmless(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!isLetterOrDigit(c) && HARMLESS.indexOf(c) < 0) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static void refuseNul(Command command, String host) {
        boolean found = false;
        for (String word : command.argv()) {
            found |= word.indexOf('\0') >= 0;
        }
        for (String value : command.environment().values()) {
            found |= value.indexOf('\0') >= 0;
        }
        if (found) {
            throw CommandFailedException.notSendable(command, host);
        }
    }
}
