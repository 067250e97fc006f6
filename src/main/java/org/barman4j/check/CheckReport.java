package org.barman4j.check;

import java.util.List;

/** What all checks of one server found, in order. */
public record CheckReport(String server, boolean active, boolean disabled, List<CheckResult> results) {
    public CheckReport {
        results = List.copyOf(results);
    }

    public boolean hasFailures() {
        return results.stream().anyMatch(result -> !result.ok());
    }

    /** Whether the failures count: those of a server out of service don't. */
    public boolean isCritical() {
        return active && hasFailures();
    }
}
