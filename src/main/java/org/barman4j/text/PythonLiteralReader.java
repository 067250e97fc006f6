package org.barman4j.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one Python literal by recursive descent; the depth limit keeps the stack small whatever the text. */
final class PythonLiteralReader {
    /** Python's own tokenizer refuses more open brackets than these. */
    private static final int DEEPEST = 200;

    private final LiteralCursor cursor;
    private final PythonStringReader strings;
    private int depth;

    PythonLiteralReader(String text) {
        cursor = new LiteralCursor(text);
        strings = new PythonStringReader(cursor);
    }

    /** The value of the whole text. A comma outside brackets makes a tuple. */
    Object read() {
        skipBlanks(true);
        Object first = expression();
        Object value = cursor.peek() == ',' ? new PythonTuple(itemsAfter(first)) : first;
        skipBlanks(true);
        if (cursor.peek() != LiteralCursor.END) {
            throw cursor.failure("unexpected text after the value");
        }
        return value;
    }

    /** One value and the blanks behind it. */
    private Object expression() {
        Object value = value();
        skipBlanks();
        return value;
    }

    private Object value() {
        int next = cursor.peek();
        return switch (next) {
            case '[' -> list();
            case '(' -> parenthesised();
            case '{' -> dictionary();
            case '\'', '"' -> adjacentStrings();
            case '+', '-' -> signedNumber();
            default -> {
                if (PythonNumberReader.startsNumber(cursor)) {
                    yield PythonNumberReader.read(cursor, false);
                }
                if (LiteralCursor.isLetter(next)) {
                    yield word();
                }
                throw cursor.failure(next == LiteralCursor.END ? "value missing" : "unexpected character");
            }
        };
    }

    private Object list() {
        open();
        List<Object> items = atItemsEnd() ? List.of() : itemsAfter(expression());
        close(']');
        return Collections.unmodifiableList(items);
    }

    /** A tuple, or one value in parentheses, which is just that value. */
    private Object parenthesised() {
        open();
        if (atItemsEnd()) {
            close(')');
            return new PythonTuple(List.of());
        }
        Object first = expression();
        Object value = cursor.peek() == ',' ? new PythonTuple(itemsAfter(first)) : first;
        close(')');
        return value;
    }

    private List<Object> itemsAfter(Object first) {
        List<Object> items = new ArrayList<>();
        items.add(first);
        while (skipComma()) {
            items.add(expression());
        }
        return items;
    }

    private Object dictionary() {
        open();
        Map<Object, Object> entries = new LinkedHashMap<>();
        boolean more = !atItemsEnd();
        while (more) {
            int start = cursor.position();
            Object key = expression();
            if (cursor.peek() != ':') {
                throw cursor.failure(entries.isEmpty() ? "sets are not supported" : "':' expected");
            }
            if (!isHashable(key)) {
                throw cursor.failure("a list or dictionary cannot be a key", start);
            }
            cursor.skip(1);
            skipBlanks();
            entries.put(key, expression());
            more = skipComma();
        }
        close('}');
        return Collections.unmodifiableMap(entries);
    }

    private static boolean isHashable(Object key) {
        if (key instanceof PythonTuple tuple) {
            for (Object item : tuple.items()) {
                if (!isHashable(item)) {
                    return false;
                }
            }
            return true;
        }
        return !(key instanceof List) && !(key instanceof Map);
    }

    /** Moves over a comma, if there is one, and says whether another item follows it. */
    private boolean skipComma() {
        if (cursor.peek() != ',') {
            return false;
        }
        cursor.skip(1);
        skipBlanks();
        return !atItemsEnd();
    }

    /** Whether no item can follow here. A line end gets this far only outside brackets. */
    private boolean atItemsEnd() {
        int next = cursor.peek();
        return next == ']' || next == ')' || next == '}' || next == LiteralCursor.END || cursor.atNewline();
    }

    private void open() {
        if (depth == DEEPEST) {
            throw cursor.failure("nested too deeply");
        }
        depth++;
        cursor.skip(1);
        skipBlanks();
    }

    private void close(char bracket) {
        if (cursor.peek() != bracket) {
            throw cursor.failure("'" + bracket + "' expected");
        }
        cursor.skip(1);
        depth--;
    }

    private Object signedNumber() {
        boolean negative = cursor.peek() == '-';
        cursor.skip(1);
        skipBlanks();
        if (!PythonNumberReader.startsNumber(cursor)) {
            throw cursor.failure("number expected");
        }
        return PythonNumberReader.read(cursor, negative);
    }

    /** None, True, False, or the letters in front of a string. */
    private Object word() {
        int start = cursor.position();
        while (cursor.atNameCharacter()) {
            cursor.skip(1);
        }
        String name = cursor.since(start);
        if (atQuote()) {
            cursor.moveTo(start);
            return adjacentStrings();
        }
        return switch (name) {
            case "None" -> PythonLiteral.NONE;
            case "True" -> true;
            case "False" -> false;
            default -> throw cursor.failure("unknown name", start);
        };
    }

    /** Strings that follow each other are one string. */
    private String adjacentStrings() {
        StringBuilder out = new StringBuilder();
        do {
            strings.read(out);
            skipBlanks();
        } while (atQuote() || LiteralCursor.isLetter(cursor.peek()));
        return out.toString();
    }

    private boolean atQuote() {
        return cursor.peek() == '\'' || cursor.peek() == '"';
    }

    private void skipBlanks() {
        skipBlanks(depth > 0);
    }

    /** Moves over blanks and comments, and over line ends where these mean nothing. */
    private void skipBlanks(boolean newlines) {
        while (true) {
            int next = cursor.peek();
            if (next == ' ' || next == '\t' || next == '\f') {
                cursor.skip(1);
            } else if (newlines && cursor.atNewline()) {
                cursor.skipNewline();
            } else if (next == '\\' && (cursor.peek(1) == '\n' || cursor.peek(1) == '\r')) {
                cursor.skip(1);
                cursor.skipNewline();
            } else if (next == '#') {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        while (cursor.peek() != LiteralCursor.END && !cursor.atNewline()) {
            cursor.skip(1);
        }
    }
}
