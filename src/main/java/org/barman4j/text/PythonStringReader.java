package org.barman4j.text;

/** Reads one string with its prefix, quotes and escapes. */
final class PythonStringReader {
    private final LiteralCursor cursor;

    PythonStringReader(LiteralCursor cursor) {
        this.cursor = cursor;
    }

    /** Appends what the string at the cursor stands for. */
    void read(StringBuilder out) {
        int start = cursor.position();
        boolean raw = readPrefix();
        int quote = cursor.peek();
        boolean triple = cursor.peek(1) == quote && cursor.peek(2) == quote;
        int width = triple ? 3 : 1;
        cursor.skip(width);

        int plain = cursor.position();
        while (!atClosing(quote, triple)) {
            int next = cursor.peek();
            if (next == LiteralCursor.END || (cursor.atNewline() && !triple)) {
                throw cursor.failure("unterminated string", start);
            }
            if (next == 0) {
                throw cursor.failure("null character");
            }
            if (next == '\\' || next == '\r') {
                cursor.copySince(plain, out);
                special(raw, out);
                plain = cursor.position();
            } else {
                cursor.skip(1);
            }
        }
        cursor.copySince(plain, out);
        cursor.skip(width);
    }

    /** Moves over the letters in front of the quote and says whether they ask for no escapes. */
    private boolean readPrefix() {
        int start = cursor.position();
        while (LiteralCursor.isLetter(cursor.peek())) {
            cursor.skip(1);
        }
        String prefix = cursor.since(start);
        boolean quoted = cursor.peek() == '\'' || cursor.peek() == '"';
        if (!quoted) {
            throw cursor.failure("unexpected text", start);
        }
        return switch (prefix) {
            case "r", "R" -> true;
            case "", "u", "U" -> false;
            default -> throw cursor.failure("string prefix not supported", start);
        };
    }

    private boolean atClosing(int quote, boolean triple) {
        return cursor.peek() == quote && (!triple || (cursor.peek(1) == quote && cursor.peek(2) == quote));
    }

    /** A backslash and what belongs to it, or a line end, which always comes out as LF. */
    private void special(boolean raw, StringBuilder out) {
        if (cursor.peek() == '\r') {
            cursor.skipNewline();
            out.append('\n');
        } else if (raw) {
            rawEscape(out);
        } else {
            cursor.skip(1);
            escape(out);
        }
    }

    /** In a raw string a backslash keeps a quote from closing, and still stays in the text. */
    private void rawEscape(StringBuilder out) {
        int start = cursor.position();
        cursor.skip(1);
        if (cursor.peek() == LiteralCursor.END || cursor.peek() == '\r') {
            out.append('\\');
            return;
        }
        cursor.skip(1);
        cursor.copySince(start, out);
    }

    private void escape(StringBuilder out) {
        int next = cursor.peek();
        switch (next) {
            case LiteralCursor.END -> {} // the caller reports the missing quote
            case '\n', '\r' -> cursor.skipNewline();
            case '\\', '\'', '"' -> single((char) next, out);
            case 'a' -> single('\u0007', out);
            case 'b' -> single('\b', out);
            case 'f' -> single('\f', out);
            case 'n' -> single('\n', out);
            case 'r' -> single('\r', out);
            case 't' -> single('\t', out);
            case 'v' -> single('\u000b', out);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(out);
            case 'x' -> hexadecimal(2, out);
            case 'u' -> hexadecimal(4, out);
            case 'U' -> hexadecimal(8, out);
            case 'N' -> named(out);
            default -> out.append('\\'); // not an escape: the backslash means itself
        }
    }

    private void single(char meaning, StringBuilder out) {
        cursor.skip(1);
        out.append(meaning);
    }

    private void octal(StringBuilder out) {
        int value = 0;
        for (int count = 0; count < 3 && cursor.peek() >= '0' && cursor.peek() <= '7'; count++) {
            value = value * 8 + cursor.peek() - '0';
            cursor.skip(1);
        }
        out.append((char) value);
    }

    private void hexadecimal(int digits, StringBuilder out) {
        cursor.skip(1);
        long value = 0;
        for (int count = 0; count < digits; count++) {
            int character = cursor.peek();
            int digit = character < 0x80 ? Character.digit(character, 16) : -1;
            if (digit < 0) {
                throw cursor.failure("hexadecimal digit expected");
            }
            value = value * 16 + digit;
            cursor.skip(1);
        }
        if (value > Character.MAX_CODE_POINT) {
            throw cursor.failure("no such character", cursor.position() - digits);
        }
        out.appendCodePoint((int) value);
    }

    /** A character by its Unicode name, as in {@code \N{BULLET}}. */
    private void named(StringBuilder out) {
        if (cursor.peek(1) != '{') {
            throw cursor.failure("'{' expected behind \\N");
        }
        int start = cursor.position();
        cursor.skip(2);
        int name = cursor.position();
        while (cursor.peek() != '}' && cursor.peek() != LiteralCursor.END && !cursor.atNewline()) {
            cursor.skip(1);
        }
        try {
            out.appendCodePoint(Character.codePointOf(cursor.since(name)));
        } catch (IllegalArgumentException unknown) {
            throw cursor.failure("no such character", start);
        }
        cursor.skip(1);
    }
}
