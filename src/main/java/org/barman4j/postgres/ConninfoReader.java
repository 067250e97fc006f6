package org.barman4j.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the keyword/value form of a connection string: {@code host=pg user = 'o\'brien'}. */
final class ConninfoReader {
    private final String text;
    private int at;

    ConninfoReader(String text) {
        this.text = text;
    }

    Map<String, String> read() {
        Map<String, String> parameters = new LinkedHashMap<>();
        skipSpace();
        while (at < text.length()) {
            String keyword = keyword();
            store(parameters, keyword, value());
            skipSpace();
        }
        return parameters;
    }

    private static void store(Map<String, String> parameters, String keyword, String value) {
        if (keyword.equals("requiressl")) { // from before PostgreSQL 8.0
            parameters.put("sslmode", value.startsWith("1") ? "require" : "prefer");
        } else if (Keyword.isKnown(keyword)) {
            parameters.put(keyword, value);
        } else {
            throw PostgresException.of("invalid connection option \"" + keyword + "\"");
        }
    }

    private String keyword() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !isSpace(text.charAt(at))) {
            at++;
        }
        String keyword = text.substring(start, at);
        skipSpace();
        if (at == text.length() || text.charAt(at) != '=') {
            throw PostgresException.of("missing \"=\" after \"" + keyword + "\" in connection info string");
        }
        at++;
        return keyword;
    }

    private String value() {
        skipSpace();
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (quoted ? next == '\'' : isSpace(next)) {
                return value.toString();
            }
            if (next != '\\') {
                value.append(next);
            } else if (at < text.length()) {
                value.append(text.charAt(at++));
            }
        }
        if (quoted) {
            throw PostgresException.of("unterminated quoted string in connection info string");
        }
        return value.toString();
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    /** What isspace(3) says in the C locale. */
    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
