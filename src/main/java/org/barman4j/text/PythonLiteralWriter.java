package org.barman4j.text;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Writes values the way {@code repr} does. */
final class PythonLiteralWriter {
    private final StringBuilder out;

    PythonLiteralWriter(StringBuilder out) {
        this.out = out;
    }

    void write(Object value) {
        if (value instanceof String text) {
            writeString(text);
        } else if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            out.append(value);
        } else if (value instanceof Double number) {
            out.append(PythonFloat.print(number));
        } else if (value instanceof Boolean truth) {
            out.append(truth ? "True" : "False");
        } else if (value == PythonLiteral.NONE) {
            out.append("None");
        } else if (value instanceof List<?> list) {
            out.append('[');
            writeItems(list);
            out.append(']');
        } else if (value instanceof PythonTuple tuple) {
            out.append('(');
            writeItems(tuple.items());
            out.append(tuple.items().size() == 1 ? ",)" : ")");
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map);
        } else {
            throw new IllegalArgumentException("no Python literal for "
                    + (value == null ? "null" : value.getClass().getName()));
        }
    }

    private void writeItems(List<?> items) {
        String separator = "";
        for (Object item : items) {
            out.append(separator);
            write(item);
            separator = ", ";
        }
    }

    private void writeMap(Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            write(entry.getKey());
            out.append(": ");
            write(entry.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private void writeString(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        int plain = 0;
        int index = 0;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            int width = Character.charCount(character);
            if (character == quote || character == '\\' || !isPrintable(character)) {
                out.append(text, plain, index);
                writeEscape(character);
                plain = index + width;
            }
            index += width;
        }
        out.append(text, plain, text.length()).append(quote);
    }

    private static boolean isPrintable(int character) {
        if (character < 0x7f) {
            return character >= ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private void writeEscape(int character) {
        out.append('\\');
        switch (character) {
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\\', '\'', '"' -> out.append((char) character);
            default -> {
                if (character < 0x100) {
                    out.append('x').append(HexDigits.of(character, 2));
                } else if (character < 0x10000) {
                    out.append('u').append(HexDigits.of(character, 4));
                } else {
                    out.append('U').append(HexDigits.of(character, 8));
                }
            }
        }
    }
}
