package org.barman4j.output;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.barman4j.config.OptionText;
import org.barman4j.inspect.ServerSettings;
import org.barman4j.text.PythonTime;

/** The settings of a server, one a line, as Python prints their values. */
public final class ServerSettingsView implements View<ServerSettings> {
    public static final ServerSettingsView INSTANCE = new ServerSettingsView();

    private ServerSettingsView() {}

    @Override
    public void console(ServerSettings server, Console console) {
        String remark = server.remark().isEmpty() ? "" : " " + server.remark();
        console.line("Server " + server.name() + remark + ":");
        for (Map.Entry<String, Object> value : server.values().entrySet()) {
            console.line("\t" + value.getKey() + ": " + text(value.getValue()));
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

    private static String text(Object value) {
        if (value instanceof OffsetDateTime time) {
            return PythonTime.print(time);
        }
        return value == null ? "None" : OptionText.of(value);
    }

    /** Only what JSON has a type for keeps it. */
    private static Object jsonValue(Object value) {
        boolean plain = value == null
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof List<?>
                || value instanceof Map<?, ?>;
        return plain ? value : text(value);
    }
}
