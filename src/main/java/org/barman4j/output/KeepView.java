package org.barman4j.output;

import java.util.Map;
import org.barman4j.backup.KeepStatus;

/** Whether a backup is kept. */
public final class KeepView implements View<KeepStatus> {
    public static final KeepView INSTANCE = new KeepView();

    private KeepView() {}

    @Override
    public void console(KeepStatus status, Console console) {
        console.line("Server " + status.server() + ":");
        console.line("\tKeep: " + status.target());
    }

    @Override
    public void json(KeepStatus status, JsonDocument document) {
        document.object(status.server()).put("keep_status", Map.of("description", "Keep", "message", status.target()));
    }
}
