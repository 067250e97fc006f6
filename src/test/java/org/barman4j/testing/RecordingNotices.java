package org.barman4j.testing;

import java.util.ArrayList;
import java.util.List;
import org.barman4j.report.Notices;

/** Keeps notices for a test to look at. */
public final class RecordingNotices implements Notices {
    private final List<String> all = new ArrayList<>();

    @Override
    public void debug(String message) {
        all.add("DEBUG: " + message);
    }

    @Override
    public void item(String message) {
        info(message);
    }

    @Override
    public void info(String message) {
        all.add("INFO: " + message);
    }

    @Override
    public void warning(String message) {
        all.add("WARNING: " + message);
    }

    @Override
    public void error(String message) {
        all.add("ERROR: " + message);
    }

    @Override
    public void hint(String message) {
        all.add("HINT: " + message);
    }

    /** Every notice with its level, in order. */
    public List<String> all() {
        return List.copyOf(all);
    }

    /** The texts of the notices of one level. */
    public List<String> of(String level) {
        return all.stream()
                .filter(notice -> notice.startsWith(level + ": "))
                .map(notice -> notice.substring(level.length() + 2))
                .toList();
    }
}
