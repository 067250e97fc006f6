package org.barman4j.postgres.tool;

import java.util.List;
import java.util.Map;

/** A program with its arguments, which everybody on this machine can read, and its environment, which they can't. */
public record ToolCommand(List<String> argv, Map<String, String> environment) {
    public ToolCommand {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }
}
