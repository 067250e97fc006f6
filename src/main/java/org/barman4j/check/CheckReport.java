package org.barman4j.check;

import java.util.List;

/**
 * What all checks of one server found, in order.
 *
 * @param problems what is wrong with the server's configuration, which the check of that name only counts
 */
public record CheckReport(
        String server, boolean active, boolean disabled, List<CheckResult> results, List<String> problems) {
    public CheckReport {
        results = List.copyOf(results);
        problems = List.copyOf(problems);
    }

    public boolean hasFailures() {
        return results.stream().anyMatch(result -> !result.ok());
    }

    /** Whether the failures count: those of a server out of service don't. */
    public boolean isCritical() {
        return active && hasFailures();
    }
}
