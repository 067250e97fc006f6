package org.barman4j.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param argv arguments as they are
 * @param environment changes to the environment
 * @param timeout how long to wait
 * @param mostOutput how many bytes of each of its outputs are kept where {@link LocalHost} runs it; the rest is dropped
 */
public record Command(List<String> argv, Map<String, String> environment, Duration timeout, int mostOutput) {
    private static final Duration NO_LIMIT = Duration.ofSeconds(Long.MAX_VALUE);

    public Command {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public Command(List<String> argv, Map<String, String> environment, Duration timeout) {
        this(argv, environment, timeout, Integer.MAX_VALUE);
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), Map.of(), NO_LIMIT);
    }

    public Command withEnvironment(Map<String, String> changes) {
        return new Command(argv, changes, timeout, mostOutput);
    }

    public Command within(Duration limit) {
        return new Command(argv, environment, limit, mostOutput);
    }

    /** For a program that may print without end. */
    public Command keepingOutputUpTo(int bytes) {
        return new Command(argv, environment, timeout, bytes);
    }

    /** The first word. */
    public String program() {
        return argv.get(0);
    }
}
