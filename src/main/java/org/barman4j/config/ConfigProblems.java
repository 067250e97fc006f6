package org.barman4j.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.config.ConfigProblem.Severity;

/** Collects what is wrong with a configuration while it is read, so that it can be told all at once. */
public final class ConfigProblems {
    private final List<ConfigProblem> problems = new ArrayList<>();

    void fatal(Path file, int line, String message) {
        problems.add(new ConfigProblem(Severity.FATAL, file, line, message));
    }

    void warning(Path file, int line, String message) {
        problems.add(new ConfigProblem(Severity.WARNING, file, line, message));
    }

    /** The warnings found since the last call, in the order in which they were found. */
    public List<ConfigProblem> takeWarnings() {
        List<ConfigProblem> warnings = of(Severity.WARNING);
        problems.removeAll(warnings);
        return warnings;
    }

    /** Whether anything found so far makes the configuration unusable. */
    boolean hasFatal() {
        return !of(Severity.FATAL).isEmpty();
    }

    /**
     * Stops here if anything fatal was found.
     *
     * @throws ConfigException with every fatal problem found so far
     */
    void throwIfFatal() {
        List<ConfigProblem> fatal = of(Severity.FATAL);
        if (!fatal.isEmpty()) {
            throw ConfigException.of(fatal);
        }
    }

    private List<ConfigProblem> of(Severity severity) {
        List<ConfigProblem> chosen = new ArrayList<>();
        for (ConfigProblem problem : problems) {
            if (problem.severity() == severity) {
                chosen.add(problem);
            }
        }
        return chosen;
    }
}
