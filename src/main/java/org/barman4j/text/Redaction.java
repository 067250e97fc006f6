package org.barman4j.text;

/**
 * Takes passwords out of text before it reaches a log or a terminal.
 *
 * <p>Two places are known to hold one: the value behind {@code password =} (also {@code sslpassword} and
 * {@code PGPASSWORD}), in any letter case, and what stands between user and host in a {@code postgres://} or
 * {@code postgresql://} URI. Where the end of a password is in doubt, more is hidden: an open quote hides everything
 * behind it, a quote behind a backslash closes nothing, only a space ends a word, and the last {@code @} of a word ends
 * the password of a URI. So text around a password may be lost; the password may not stay.
 */
public final class Redaction {
    private static final String KEYWORD = "password";
    private static final String SCHEME_END = "://";
    private static final String REPLACEMENT = "*REDACTED*";

    /** What a value in quotes starts and ends with; the longer ones come from shells, settings files and {@code repr}. */
    private static final String[] QUOTES = {"'\"'\"'", "'\\''", "\\'", "\\\"", "''", "'", "\""};

    /** How far to look ahead for the end of a text in quotes; keeps the time linear. */
    private static final int LONGEST_CLOSING = 8;

    /** How far to look for the end of a password with spaces, where it is unlikely to be one; more than libpq takes. */
    private static final int LONGEST_PASSWORD = 1024;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int copied;

    /** The end of the last word that had a URI in it, and the last {@code @} in that word. */
    private int wordEnd;

    private int lastAt = -1;

    private Redaction(String text) {
        this.text = text;
    }

    /** The text with {@code *REDACTED*} for every password; the same instance if it has none. */
    public static String passwords(String text) {
        Redaction redaction = new Redaction(text);
        redaction.hideAll();
        return redaction.copied == 0 ? text : redaction.rest();
    }

    private String rest() {
        return out.append(text, copied, text.length()).toString();
    }

    private void hideAll() {
        int position = 0;
        while (position < text.length()) {
            char next = text.charAt(position);
            if ((next == 'p' || next == 'P') && startsWith(KEYWORD, position)) {
                position = hideValue(position + KEYWORD.length());
            } else if (next == ':' && text.startsWith(SCHEME_END, position) && isPostgres(position)) {
                position = hideUserInfo(position + SCHEME_END.length());
            } else {
                position++;
            }
        }
    }

    /** Hides the value behind a keyword that ends here, if there is one, and gives the place to go on from. */
    private int hideValue(int keywordEnd) {
        int equals = skipBlanks(keywordEnd);
        if (charAt(equals) != '=') {
            return keywordEnd;
        }
        int start = skipBlanks(equals + 1);
        return start == text.length() ? hide(equals + 1, equals + 1) : hide(start, valueEnd(start));
    }

    private int valueEnd(int start) {
        int position = afterOpeningQuote(start);
        while (!isSpaceOrEnd(position) && !isClosing(position, start)) {
            int next = charAt(position);
            if (next == '\'' || next == '"') {
                position = quotedEnd(next == '"' ? "\"" : "'", position);
            } else {
                position += next == '\\' ? 2 : 1;
            }
        }
        return Math.min(position, text.length());
    }

    /** Behind the value in quotes that starts here, or {@code start} if it has no quotes. */
    private int afterOpeningQuote(int start) {
        for (String quote : QUOTES) {
            if (text.startsWith(quote, start)) {
                boolean empty = quote.equals("''") && isBlankOrEnd(start + 2) && text.indexOf(quote, start + 2) < 0;
                return empty ? start + 2 : quotedEnd(quote, start);
            }
        }
        return start;
    }

    /** Behind the quote that closes the one here, or the end of the text. */
    private int quotedEnd(String quote, int start) {
        int closing = text.indexOf(quote, start + quote.length());
        while (closing >= 0 && text.charAt(closing - 1) == '\\') {
            closing = text.indexOf(quote, closing + quote.length());
        }
        return closing < 0 ? text.length() : closing + quote.length();
    }

    /** Whether the value ends here because only quotes around it and punctuation are left of the word. */
    private boolean isClosing(int position, int start) {
        if (position == start || !(isQuote(position) || isEscapedQuote(position) || isBehindValue(position, start))) {
            return false;
        }
        int end = position;
        while (!isBlankOrEnd(end)) {
            boolean closing = isQuote(end) || isEscapedQuote(end) || ",;:.)]}".indexOf(text.charAt(end)) >= 0;
            if (!closing || end - position == LONGEST_CLOSING) {
                return false;
            }
            end++;
        }
        return true;
    }

    /** Whether a quote has just closed, or the value has been hidden before. */
    private boolean isBehindValue(int position, int start) {
        return isQuote(position - 1)
                || (position - start == REPLACEMENT.length() && text.startsWith(REPLACEMENT, start));
    }

    private boolean isPostgres(int end) {
        return startsWith("postgres", end - "postgres".length())
                || startsWith("postgresql", end - "postgresql".length());
    }

    /** Hides the password of a URI whose authority starts here, if it has one. */
    private int hideUserInfo(int start) {
        findWordEnd(start);
        int colon = text.indexOf(':', start);
        if (colon < 0 || colon > wordEnd) {
            return start;
        }
        if (lastAt > colon) {
            return hide(colon + 1, hasKeyword(colon, lastAt) ? wordEnd : lastAt);
        }
        int at = lastAt >= start || isPort(colon + 1) ? -1 : atBehindSpaces();
        return at < 0 ? start : hide(colon + 1, at);
    }

    private void findWordEnd(int start) {
        if (start < wordEnd) {
            return;
        }
        wordEnd = start;
        while (!isSpaceOrEnd(wordEnd)) {
            if (text.charAt(wordEnd) == '@') {
                lastAt = wordEnd;
            }
            wordEnd++;
        }
    }

    private boolean isPort(int start) {
        int end = start;
        while (charAt(end) >= '0' && charAt(end) <= '9') {
            end++;
        }
        return isBlankOrEnd(end) || "/?,;:.'\")]}".indexOf(text.charAt(end)) >= 0;
    }

    /** The end of a password with unencoded spaces, which libpq took up to release 16, or -1. */
    private int atBehindSpaces() {
        int start = wordEnd;
        int limit = Math.min(text.length(), start + LONGEST_PASSWORD);
        int first = text.substring(start, limit).indexOf('@');
        if (first < 0) {
            return -1;
        }
        findWordEnd(start + first);
        return hasKeyword(start, lastAt) ? -1 : lastAt;
    }

    /** Whether a {@code password=} of its own lies in between; the {@code @} may then be part of its value. */
    private boolean hasKeyword(int start, int end) {
        for (int position = start; position < end; position++) {
            if (startsWith(KEYWORD, position)) {
                return true;
            }
        }
        return false;
    }

    private int hide(int start, int end) {
        out.append(text, copied, start).append(REPLACEMENT);
        copied = end;
        return end;
    }

    private int skipBlanks(int start) {
        int position = start;
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    private boolean isSpaceOrEnd(int position) {
        return position >= text.length() || text.charAt(position) == ' ';
    }

    private boolean isBlankOrEnd(int position) {
        return position >= text.length() || Character.isWhitespace(text.charAt(position));
    }

    private boolean isQuote(int position) {
        return charAt(position) == '\'' || charAt(position) == '"';
    }

    private boolean isEscapedQuote(int position) {
        return charAt(position) == '\\' && isQuote(position + 1);
    }

    private int charAt(int position) {
        return position < text.length() ? text.charAt(position) : -1;
    }

    private boolean startsWith(String word, int position) {
        return text.regionMatches(true, position, word, 0, word.length());
    }
}
