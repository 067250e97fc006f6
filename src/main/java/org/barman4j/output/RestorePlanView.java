package org.barman4j.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.barman4j.recovery.Objection;
import org.barman4j.recovery.RestorePlan;

/** What a restore would do, in its order. Why it can't is told as errors in text, and a list in JSON as well. */
public final class RestorePlanView implements View<RestorePlan> {
    public static final RestorePlanView INSTANCE = new RestorePlanView();

    private RestorePlanView() {}

    @Override
    public void console(RestorePlan plan, Console console) {
        console.line("Plan for restoring backup " + plan.backup().id() + " of server "
                + plan.backup().serverName() + " (nothing has been copied):");
        List<String> steps = plan.steps();
        for (int i = 0; i < steps.size(); i++) {
            console.line("  " + (i + 1) + ". " + steps.get(i));
        }
        if (plan.objections().isEmpty()) {
            console.line("This would work.");
        }
    }

    @Override
    public void json(RestorePlan plan, JsonDocument document) {
        document.put("server", plan.backup().serverName());
        document.put("backup_id", plan.backup().id().text());
        document.put(
                "backup_chain",
                plan.chain().stream().map(link -> link.id().text()).toList());
        document.put("destination", plan.destination());
        document.put("target", plan.target());
        List<String> segments = plan.segments();
        Map<String, Object> wal = new LinkedHashMap<>();
        wal.put("segments", segments.size());
        wal.put("first", segments.isEmpty() ? null : segments.get(0));
        wal.put("last", segments.isEmpty() ? null : segments.get(segments.size() - 1));
        document.put("wal", wal);
        document.put("steps", plan.steps());
        document.put("bytes", plan.bytes());
        document.put("feasible", plan.objections().isEmpty());
        document.put(
                "objections", plan.objections().stream().map(Objection::message).toList());
    }
}
