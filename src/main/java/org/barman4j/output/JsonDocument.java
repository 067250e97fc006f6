package org.barman4j.output;

import java.util.Map;
import java.util.TreeMap;

/** The one JSON object that a command prints: results by name, and its notices. */
public final class JsonDocument {
    private final Map<String, Object> members = new TreeMap<>();

    /** Puts a value under a name, in place of what was there. */
    public void put(String name, Object value) {
        members.put(name, value);
    }

    /** The object under a name, which is created empty if there is none. */
    @SuppressWarnings("unchecked") // only this method puts maps there
    public Map<String, Object> object(String name) {
        return (Map<String, Object>) members.computeIfAbsent(name, any -> new TreeMap<String, Object>());
    }

    void append(String name, String text) {
        ((PackedTexts) members.computeIfAbsent(name, any -> new PackedTexts())).add(text);
    }

    Map<String, Object> members() {
        return members;
    }
}
