package org.barman4j.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * JSON as Python's {@code json.dumps} writes it: ASCII only, {@code ", "} and {@code ": "} between things, and
 * {@code NaN} and {@code Infinity} although JSON has no such words.
 *
 * <p>Maps, lists, {@link PythonTuple}s, strings, integers, {@link Double}, {@link Boolean}, {@code null} and
 * {@link PythonLiteral#NONE} have their own form. Any other object, and any key, is written as the text of its
 * {@code toString()}. No line end follows the last character.
 *
 * <p>{@link Items} are a list as well, one that is never in memory as a whole.
 */
public final class JsonText {
    private static final int ONE_LINE = -1;

    private final Appendable out;
    private final int indent;
    private final boolean sortKeys;

    /** A list that is told item by item. */
    @FunctionalInterface
    public interface Items {
        /** Tells all items in their order. */
        void each(Sink sink) throws IOException;
    }

    /** Takes the items of a list. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the next one. */
        void item(Object value) throws IOException;
    }

    private JsonText(Appendable out, int indent, boolean sortKeys) {
        this.out = out;
        this.indent = indent;
        this.sortKeys = sortKeys;
    }

    /** Writes on one line with sorted keys. */
    public static void write(Object value, Appendable out) throws IOException {
        new JsonText(out, ONE_LINE, true).writeValue(value, 0);
    }

    /** The same as a string. */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        try {
            write(value, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString();
    }

    /** Writes every item on its own line, {@code indent} blanks deeper than what it is in. */
    public static void writeIndented(Object value, Appendable out, int indent, boolean sortKeys) throws IOException {
        new JsonText(out, indent, sortKeys).writeValue(value, 0);
    }

    private void writeValue(Object value, int level) throws IOException {
        if (value == null || value == PythonLiteral.NONE) {
            out.append("null");
        } else if (value instanceof String text) {
            writeString(text);
        } else if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger) {
            out.append(value.toString());
        } else if (value instanceof Double number) {
            writeNumber(number);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, level);
        } else if (value instanceof List<?> list) {
            writeList(list, level);
        } else if (value instanceof PythonTuple tuple) {
            writeList(tuple.items(), level);
        } else if (value instanceof Items items) {
            writeItems(items, level);
        } else {
            writeString(value.toString());
        }
    }

    private void writeNumber(double number) throws IOException {
        if (Double.isNaN(number)) {
            out.append("NaN");
        } else if (Double.isInfinite(number)) {
            out.append(number > 0 ? "Infinity" : "-Infinity");
        } else {
            out.append(PythonFloat.print(number));
        }
    }

    private void writeList(List<?> list, int level) throws IOException {
        Brackets brackets = new Brackets(level);
        for (Object item : list) {
            brackets.item(item);
        }
        brackets.close();
    }

    private void writeItems(Items items, int level) throws IOException {
        Brackets brackets = new Brackets(level);
        items.each(brackets);
        brackets.close();
    }

    /** What is around and between the items of a list. */
    private final class Brackets implements Sink {
        private final int level;
        private boolean empty = true;

        Brackets(int level) throws IOException {
            this.level = level;
            out.append('[');
        }

        @Override
        public void item(Object value) throws IOException {
            startItem(empty, level + 1);
            writeValue(value, level + 1);
            empty = false;
        }

        void close() throws IOException {
            endItems(empty, level);
            out.append(']');
        }
    }

    private void writeMap(Map<?, ?> map, int level) throws IOException {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, ?> entry : entries(map)) {
            startItem(first, level + 1);
            writeString(entry.getKey());
            out.append(": ");
            writeValue(entry.getValue(), level + 1);
            first = false;
        }
        endItems(first, level);
        out.append('}');
    }

    private List<Map.Entry<String, ?>> entries(Map<?, ?> map) {
        List<Map.Entry<String, ?>> entries = new ArrayList<>(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            entries.add(new SimpleImmutableEntry<>(String.valueOf(entry.getKey()), entry.getValue()));
        }
        if (sortKeys) {
            entries.sort(CodePointOrder.OF_KEYS);
        }
        return entries;
    }

    private void startItem(boolean first, int level) throws IOException {
        if (indent == ONE_LINE) {
            out.append(first ? "" : ", ");
        } else {
            out.append(first ? "" : ",");
            startLine(level);
        }
    }

    private void endItems(boolean empty, int level) throws IOException {
        if (indent != ONE_LINE && !empty) {
            startLine(level);
        }
    }

    private void startLine(int level) throws IOException {
        out.append('\n');
        for (int column = level * indent; column > 0; column--) {
            out.append(' ');
        }
    }

    private void writeString(String text) throws IOException {
        out.append('"');
        int plain = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                out.append(text, plain, index);
                writeEscape(character);
                plain = index + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    private void writeEscape(char character) throws IOException {
        out.append('\\');
        switch (character) {
            case '"', '\\' -> out.append(character);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            default -> out.append('u').append(HexDigits.of(character, 4));
        }
    }

    /** Python's order of strings. Java's own compares UTF-16 units, which puts U+FF5E behind U+1F600. */
    private enum CodePointOrder implements Comparator<Map.Entry<String, ?>> {
        OF_KEYS;

        @Override
        public int compare(Map.Entry<String, ?> one, Map.Entry<String, ?> other) {
            String left = one.getKey();
            String right = other.getKey();
            int shared = Math.min(left.length(), right.length());
            for (int index = 0; index < shared; index++) {
                if (left.charAt(index) != right.charAt(index)) {
                    return Integer.compare(rank(left.charAt(index)), rank(right.charAt(index)));
                }
            }
            return Integer.compare(left.length(), right.length());
        }

        /** Puts surrogates, which stand for the highest code points, behind every other unit. */
        private static int rank(char unit) {
            return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
        }
    }
}
