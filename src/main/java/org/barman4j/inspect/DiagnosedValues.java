package org.barman4j.inspect;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Configuration values as {@code diagnose} prints them, with the files that they come from if that is asked for. */
final class DiagnosedValues {
    private DiagnosedValues() {}

    static SortedMap<String, Object> withSources(Map<String, ?> values, Function<String, Object> sources) {
        SortedMap<String, Object> members = JsonValues.of(values);
        if (sources != null) {
            members.replaceAll((name, value) -> {
                Map<String, Object> pair = new TreeMap<>();
                pair.put("source", sources.apply(name));
                pair.put("value", value);
                return pair;
            });
        }
        return members;
    }
}
