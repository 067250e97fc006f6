package org.barman4j.postgres.live;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a live server, or a program that works with it, says of itself, under the names that Barman gives it. A name
 * may be there without a value: it was asked for, and could not be found out.
 */
public final class RemoteStatus {
    /** Nothing at all. */
    public static final RemoteStatus NONE = new RemoteStatus(Map.of());

    private final SortedMap<String, Object> values;

    RemoteStatus(Map<String, Object> values) {
        this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Every name with its value or null, in order of the names. */
    public SortedMap<String, Object> values() {
        return values;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Optional<Object> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Optional<String> text(String name) {
        return get(name).map(Object::toString);
    }

    /** Whether a value is known to be true. */
    public boolean is(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** Whether a value is known to be false. */
    public boolean isNot(String name) {
        return Boolean.FALSE.equals(values.get(name));
    }

    /** Both together; where both have a name, the other's value counts. */
    RemoteStatus with(RemoteStatus other) {
        Map<String, Object> all = new TreeMap<>(values);
        all.putAll(other.values);
        return new RemoteStatus(all);
    }
}
