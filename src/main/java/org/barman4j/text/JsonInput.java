package org.barman4j.text;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON: objects as maps in their order, arrays as lists, null as {@link PythonLiteral#NONE}. */
public final class JsonInput {
    private JsonInput() {}

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if the text is not one JSON value and nothing else; the message says where
     */
    public static Object parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            Object value = value(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("there is more behind the first value");
            }
            return value;
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException(firstLine(e), e);
        }
    }

    /** Reads the next value of a document that is too long to be in memory as a whole. */
    public static Object value(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> array(reader);
            case STRING -> reader.nextString();
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> {
                reader.nextNull();
                yield PythonLiteral.NONE;
            }
            case END_ARRAY, END_OBJECT, END_DOCUMENT, NAME -> throw new IllegalArgumentException("a value is missing");
        };
    }

    private static Map<String, Object> object(JsonReader reader) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            members.put(reader.nextName(), value(reader));
        }
        reader.endObject();
        return Collections.unmodifiableMap(members);
    }

    private static List<Object> array(JsonReader reader) throws IOException {
        List<Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            items.add(value(reader));
        }
        reader.endArray();
        return Collections.unmodifiableList(items);
    }

    private static Object number(String text) {
        BigDecimal number = new BigDecimal(text);
        boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        if (!whole) {
            return number.doubleValue();
        }
        return number.precision() < 19 ? (Object) number.longValueExact() : number.toBigIntegerExact();
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
