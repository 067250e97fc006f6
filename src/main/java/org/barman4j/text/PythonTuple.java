package org.barman4j.text;

import java.util.List;

/**
 * A Python tuple. It differs from a list with the same items, as in Python, and only a tuple may be the key of a
 * dictionary.
 */
public record PythonTuple(List<Object> items) {
    public PythonTuple {
        items = List.copyOf(items);
    }

    /** The tuple of these items, {@code PythonTuple.of("a", 1)} for {@code ('a', 1)}. */
    public static PythonTuple of(Object... items) {
        return new PythonTuple(List.of(items));
    }
}
