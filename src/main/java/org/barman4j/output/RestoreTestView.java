package org.barman4j.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.barman4j.copy.CopyStatistics;
import org.barman4j.recovery.RestoreTestReport;
import org.barman4j.text.HumanDuration;

/** How a backup has done when it was tried. */
public final class RestoreTestView implements View<RestoreTestReport> {
    public static final RestoreTestView INSTANCE = new RestoreTestView();

    private RestoreTestView() {}

    @Override
    public void console(RestoreTestReport report, Console console) {
        console.line("");
        console.line("Restore test of backup " + report.backup() + " of server " + report.server() + ":");
        for (RestoreTestReport.Step step : report.steps()) {
            String verdict = step.passed()
                    ? console.palette().green("OK")
                    : console.palette().red("FAILED");
            console.line(
                    "\t" + step.name() + ": " + verdict + (step.detail().isEmpty() ? "" : " (" + step.detail() + ")"));
        }
        console.line("\tRestored in: " + HumanDuration.of(report.restoring()));
        console.line("\tReplayed in: " + HumanDuration.of(report.replaying()));
        console.line("\tReady after: " + HumanDuration.of(report.total()));
        report.kept().ifPresent(place -> console.line("\tKept in: " + place));
    }

    @Override
    public void json(RestoreTestReport report, JsonDocument document) {
        Map<String, Object> members = document.object(report.server());
        members.put("backup_id", report.backup().text());
        members.put("passed", report.passed());
        members.put("postgresql_version", report.version());
        members.put("restore_seconds", CopyStatistics.seconds(report.restoring()));
        members.put("replay_seconds", CopyStatistics.seconds(report.replaying()));
        members.put("total_seconds", CopyStatistics.seconds(report.total()));
        List<Object> steps = new ArrayList<>();
        for (RestoreTestReport.Step step : report.steps()) {
            steps.add(new TreeMap<String, Object>(
                    Map.of("name", step.name(), "passed", step.passed(), "detail", step.detail())));
        }
        members.put("steps", steps);
        report.kept().ifPresent(place -> members.put("kept_in", place.toString()));
    }
}
