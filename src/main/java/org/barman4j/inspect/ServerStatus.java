package org.barman4j.inspect;

import java.util.List;

/** What {@code barman status} shows of a server, line by line. */
public record ServerStatus(String server, List<Line> lines) {
    public ServerStatus {
        lines = List.copyOf(lines);
    }

    /**
     * A fact about the server.
     *
     * @param key its name in JSON
     * @param description its name for people
     */
    public record Line(String key, String description, String message) {}
}
