package org.barman4j.config;

import java.util.List;
import org.barman4j.report.BarmanException;

/** The configuration can't be used. */
public final class ConfigException extends BarmanException {
    private final List<ConfigProblem> problems;

    private ConfigException(String message, String hint, List<ConfigProblem> problems) {
        super(message, hint);
        this.problems = problems;
    }

    static ConfigException because(String message, String hint) {
        return new ConfigException(message, hint, List.of());
    }

    static ConfigException of(List<ConfigProblem> problems) {
        return new ConfigException(
                problems.get(0).toString(), "Mend the configuration and run the command again.", List.copyOf(problems));
    }

    /** Every problem with its place; empty if the message says it all. */
    public List<ConfigProblem> problems() {
        return problems;
    }
}
