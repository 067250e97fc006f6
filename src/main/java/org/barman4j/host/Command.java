package org.barman4j.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What to run: arguments as they are, changes to the environment, and how long to wait. */
public record Command(List<String> argv, Map<String, String> environment, Duration timeout) {
    private static final Duration NO_LIMIT = Duration.ofSeconds(Long.MAX_VALUE);

    public Command {
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), Map.of(), NO_LIMIT);
    }

    public Command withEnvironment(Map<String, String> changes) {
        return new Command(argv, changes, timeout);
    }

    public Command within(Duration limit) {
        return new Command(argv, environment, limit);
    }

    /** The first word. */
    public String program() {
        return argv.get(0);
    }
}
