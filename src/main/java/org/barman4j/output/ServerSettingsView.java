package org.barman4j.output;

import java.time.Duration;
import java.util.Map;
import org.barman4j.config.OptionText;
import org.barman4j.config.WordSet;
import org.barman4j.inspect.ServerSettings;

/** The settings of a server, one a line, as Python prints their values. */
public final class ServerSettingsView implements View<ServerSettings> {
    public static final ServerSettingsView INSTANCE = new ServerSettingsView();

    private ServerSettingsView() {}

    @Override
    public void console(ServerSettings server, Console console) {
        String remark = server.remark().isEmpty() ? "" : " " + server.remark();
        console.line("Server " + server.name() + remark + ":");
        for (Map.Entry<String, Object> value : server.values().entrySet()) {
            String text = value.getValue() == null ? "None" : OptionText.of(value.getValue());
            console.line("\t" + value.getKey() + ": " + text);
        }
    }

    @Override
    public void json(ServerSettings server, JsonDocument document) {
        Map<String, Object> members = document.object(server.name());
        members.put("description", server.remark().isEmpty() ? null : server.remark());
        for (Map.Entry<String, Object> value : server.values().entrySet()) {
            if (value.getValue() != null || !members.containsKey(value.getKey())) {
                members.put(value.getKey(), jsonValue(value.getValue()));
            }
        }
    }

    private static Object jsonValue(Object value) {
        return value instanceof Duration || value instanceof WordSet ? OptionText.of(value) : value;
    }
}
