package org.barman4j.performance;

import java.util.OptionalDouble;

/** One line of a plot: our value, where there is one Barman's, what ours must not exceed, and both in words. */
record Bar(String label, double ours, OptionalDouble theirs, OptionalDouble mark, String words) {
    boolean misses() {
        return mark.isPresent() && ours > mark.getAsDouble();
    }

    double most() {
        return Math.max(ours, Math.max(theirs.orElse(0), mark.orElse(0)));
    }
}
