package org.barman4j.inspect;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.barman4j.config.WordSet;
import org.barman4j.postgres.live.ReplicationSlot;
import org.barman4j.text.HumanDuration;
import org.barman4j.text.PythonLiteral;
import org.barman4j.text.PythonTime;
import org.barman4j.text.PythonTuple;

/** Turns what we know into what {@code diagnose} prints as JSON: times in ISO 8601, sets of words as lists in a text. */
final class JsonValues {
    private JsonValues() {}

    static SortedMap<String, Object> of(Map<String, ?> values) {
        SortedMap<String, Object> converted = new TreeMap<>();
        values.forEach((name, value) -> converted.put(name, of(value)));
        return converted;
    }

    static Object of(Object value) {
        if (value == null || value.equals(PythonLiteral.NONE)) {
            return null;
        }
        if (value instanceof Boolean || value instanceof Integer || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof BigDecimal number) {
            return number.doubleValue();
        }
        if (value instanceof OffsetDateTime time) {
            return PythonTime.iso(time);
        }
        if (value instanceof Duration duration) {
            return HumanDuration.of(duration);
        }
        if (value instanceof WordSet words) {
            return words.joined();
        }
        if (value instanceof ReplicationSlot slot) {
            return Arrays.asList(slot.name(), slot.active(), slot.isInitialised() ? slot.restart() : null);
        }
        if (value instanceof PythonTuple tuple) {
            return list(tuple.items());
        }
        if (value instanceof Collection<?> items) {
            return list(items);
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> converted = new TreeMap<>();
            members.forEach((key, member) -> converted.put(String.valueOf(key), of(member)));
            return converted;
        }
        return value.toString();
    }

    private static List<Object> list(Collection<?> items) {
        List<Object> converted = new ArrayList<>();
        items.forEach(item -> converted.add(of(item)));
        return converted;
    }
}
