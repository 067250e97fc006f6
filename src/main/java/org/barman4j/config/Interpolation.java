package org.barman4j.config;

import java.util.Locale;
import java.util.function.Function;

/**
 * Python's {@code %(name)s} substitution.
 *
 * <p>Barman interpolates every value twice: against its own section when a file is read, and again, with the server's
 * name and the options resolved before it, when the value is used. So a literal percent sign needs four.
 */
final class Interpolation {
    private static final int MAX_DEPTH = 10;
    private static final int MAX_LENGTH = 64 << 10;

    private final Function<String, String> lookup;

    /** @param lookup gives the value of a name in lower case, or null if there is none */
    Interpolation(Function<String, String> lookup) {
        this.lookup = lookup;
    }

    /** Substitutes all names, as deep as they go. */
    String apply(String value) throws InvalidValueException {
        if (value.indexOf('%') < 0) {
            return value;
        }
        StringBuilder result = new StringBuilder(value.length() + 32);
        expand(value, result, 1);
        return result.toString();
    }

    /** Whether a value may be stored after the first pass: Python refuses a lone percent sign there. */
    static boolean isWellFormed(String value) {
        int at = value.indexOf('%');
        while (at >= 0) {
            if (value.startsWith("%%", at)) {
                at = value.indexOf('%', at + 2);
            } else {
                int end = nameEnd(value, at);
                if (end < 0) {
                    return false;
                }
                at = value.indexOf('%', end);
            }
        }
        return true;
    }

    /** What both passes make of a text in which every percent sign is written as four. */
    static String plain(String text) {
        return text.replace("%%%%", "%");
    }

    private void expand(String text, StringBuilder result, int depth) throws InvalidValueException {
        if (depth > MAX_DEPTH) {
            throw new InvalidValueException("Recursion limit exceeded in value substitution: the names in it refer to"
                    + " each other more than " + MAX_DEPTH + " levels deep");
        }
        int done = 0;
        int at = text.indexOf('%');
        while (at >= 0) {
            result.append(text, done, at);
            if (text.startsWith("%%", at)) {
                result.append('%');
                done = at + 2;
            } else if (text.startsWith("%(", at)) {
                int end = nameEnd(text, at);
                if (end < 0) {
                    throw new InvalidValueException(
                            "bad interpolation variable reference '" + text.substring(at) + "'");
                }
                substitute(text.substring(at + 2, end - 2), result, depth);
                done = end;
            } else {
                throw new InvalidValueException(
                        "'%' must be followed by '%' or '(', found: '" + text.substring(at) + "'");
            }
            at = text.indexOf('%', done);
        }
        result.append(text, done, text.length());
    }

    private void substitute(String name, StringBuilder result, int depth) throws InvalidValueException {
        String value = lookup.apply(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw new InvalidValueException(
                    "Bad value substitution: it contains the name '" + name + "', which is not set in its section");
        }
        if (value.indexOf('%') < 0) {
            result.append(value);
        } else {
            expand(value, result, depth + 1);
        }
        if (result.length() > MAX_LENGTH) {
            throw new InvalidValueException("the names in it stand for more than " + MAX_LENGTH + " characters");
        }
    }

    /** The index behind {@code %(name)s} that starts at the given index, or -1. */
    private static int nameEnd(String text, int at) {
        if (!text.startsWith("%(", at)) {
            return -1;
        }
        int close = text.indexOf(')', at);
        return close > at + 2 && text.startsWith(")s", close) ? close + 2 : -1;
    }
}
