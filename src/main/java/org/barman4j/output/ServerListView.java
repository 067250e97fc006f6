package org.barman4j.output;

import java.util.List;
import java.util.Map;
import org.barman4j.inspect.ServerSummary;

/** A line for each server: its name, and its description unless only names were asked for. */
public final class ServerListView implements View<List<ServerSummary>> {
    public static final ServerListView FULL = new ServerListView(false);
    public static final ServerListView MINIMAL = new ServerListView(true);

    private final boolean minimal;

    private ServerListView(boolean minimal) {
        this.minimal = minimal;
    }

    @Override
    public void console(List<ServerSummary> servers, Console console) {
        for (ServerSummary server : servers) {
            boolean plain = minimal || server.description().isEmpty();
            console.line(plain ? server.name() : server.name() + " - " + server.description());
        }
    }

    @Override
    public void json(List<ServerSummary> servers, JsonDocument document) {
        for (ServerSummary server : servers) {
            document.put(server.name(), Map.of("description", server.description()));
        }
    }
}
