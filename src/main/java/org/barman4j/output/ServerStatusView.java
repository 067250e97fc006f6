package org.barman4j.output;

import java.util.Map;
import org.barman4j.inspect.ServerStatus;

/** The state of a server, one fact a line. */
public final class ServerStatusView implements View<ServerStatus> {
    public static final ServerStatusView INSTANCE = new ServerStatusView();

    private ServerStatusView() {}

    @Override
    public void console(ServerStatus status, Console console) {
        console.line("Server " + status.server() + ":");
        for (ServerStatus.Line line : status.lines()) {
            console.line("\t" + line.description() + ": " + line.message());
        }
    }

    @Override
    public void json(ServerStatus status, JsonDocument document) {
        Map<String, Object> members = document.object(status.server());
        for (ServerStatus.Line line : status.lines()) {
            members.put(line.key(), Map.of("description", line.description(), "message", line.message()));
        }
    }
}
