package org.barman4j.check;

import java.util.ArrayList;
import java.util.List;

/** The results so far. Another thread may take them while checks are still running. */
final class CheckLog {
    private final List<CheckResult> results = new ArrayList<>();

    synchronized void add(CheckResult result) {
        results.add(result);
    }

    void passed(String label) {
        add(CheckResult.passed(label, ""));
    }

    void passed(String label, String hint) {
        add(CheckResult.passed(label, hint));
    }

    void failed(String label, String hint, String advice) {
        add(label, false, hint, advice);
    }

    /** For what has something to say only if it is not as it should be. */
    void require(String label, boolean ok, String objection, String advice) {
        add(label, ok, ok ? "" : objection, advice);
    }

    void add(String label, boolean ok, String hint, String advice) {
        add(CheckResult.of(label, ok, hint, advice));
    }

    synchronized List<CheckResult> results() {
        return List.copyOf(results);
    }
}
