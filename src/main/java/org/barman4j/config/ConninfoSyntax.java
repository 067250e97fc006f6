package org.barman4j.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keyword/value form of libpq's connection strings: {@code host=pg user='o''brien' password=\'x}.
 *
 * <p>Barman splits at white space and knows no quotes. This reads what libpq reads, which includes all that Barman
 * does.
 */
public final class ConninfoSyntax {
    private final String text;
    private int at;

    private ConninfoSyntax(String text) {
        this.text = text;
    }

    /** Whether a text is a connection string at all, in keyword/value form or as a URI. */
    public static boolean isValid(String text) {
        return isUri(text) || parse(text).isPresent();
    }

    public static boolean isUri(String text) {
        return text.startsWith("postgresql://") || text.startsWith("postgres://");
    }

    /** The keywords and values, or nothing if the text is not in that form. */
    public static Optional<Map<String, String>> parse(String text) {
        ConninfoSyntax syntax = new ConninfoSyntax(text);
        Map<String, String> parameters = new LinkedHashMap<>();
        syntax.skipSpace();
        while (syntax.at < text.length()) {
            String keyword = syntax.keyword();
            if (keyword.isEmpty() || !syntax.skipEquals()) {
                return Optional.empty();
            }
            StringBuilder value = new StringBuilder();
            if (!syntax.readValue(value)) {
                return Optional.empty();
            }
            parameters.put(keyword, value.toString());
            syntax.skipSpace();
        }
        return Optional.of(parameters);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String keyword() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean skipEquals() {
        skipSpace();
        if (at >= text.length() || text.charAt(at) != '=') {
            return false;
        }
        at++;
        skipSpace();
        return true;
    }

    private boolean readValue(StringBuilder value) {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                if (quoted) {
                    at++;
                }
                return true;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            }
            value.append(c);
            at++;
        }
        return !quoted;
    }
}
