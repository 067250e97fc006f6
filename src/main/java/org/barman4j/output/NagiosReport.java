package org.barman4j.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.check.CheckReport;
import org.barman4j.check.CheckResult;
import org.barman4j.report.ExitCode;

/**
 * The answer of a Nagios plugin: a line with the state, a line for each failed check, and exit code 0 or 2.
 *
 * <p>Servers without any result don't count. Failures of a server out of service are only mentioned.
 */
public final class NagiosReport {
    private final List<CheckReport> reports;
    private final boolean misconfigured;

    /** @param misconfigured whether something outside the checks went wrong */
    public NagiosReport(List<CheckReport> reports, boolean misconfigured) {
        this.reports =
                reports.stream().filter(report -> !report.results().isEmpty()).toList();
        this.misconfigured = misconfigured;
    }

    public ExitCode exitCode() {
        return isCritical() ? ExitCode.USAGE : ExitCode.OK;
    }

    public List<String> lines() {
        List<CheckReport> failing =
                reports.stream().filter(CheckReport::hasFailures).toList();
        if (failing.isEmpty() && misconfigured) {
            return List.of("BARMAN CRITICAL - Global configuration errors");
        }
        return isCritical() ? critical(failing) : List.of(ok(failing));
    }

    private boolean isCritical() {
        return misconfigured || reports.stream().anyMatch(CheckReport::isCritical);
    }

    private List<String> critical(List<CheckReport> failing) {
        List<String> summaries = new ArrayList<>();
        List<String> details = new ArrayList<>();
        for (CheckReport report : failing) {
            List<String> labels = new ArrayList<>();
            for (CheckResult result : report.results()) {
                if (!result.ok()) {
                    labels.add(result.label());
                    String hint = result.hint().isEmpty() ? "" : " (" + result.hint() + ")";
                    details.add(report.server() + "." + result.label() + ": FAILED" + hint);
                }
            }
            summaries.add(report.server() + " FAILED: " + String.join(", ", labels));
        }
        String subject = reports.size() == 1
                ? "server " + reports.get(0).server() + " has issues"
                : failing.size() + " server out of " + reports.size() + " have issues";
        List<String> lines = new ArrayList<>();
        lines.add("BARMAN CRITICAL - " + subject + " * " + String.join(" * ", summaries) + measures());
        lines.addAll(details);
        return lines;
    }

    private String ok(List<CheckReport> failing) {
        StringBuilder ignoring = new StringBuilder();
        failing.forEach(report -> ignoring.append(" * IGNORING: ").append(report.server()));
        for (CheckReport report : reports) {
            report.results().stream().filter(CheckResult::warning).forEach(result -> ignoring.append(" * WARNING: ")
                    .append(report.server())
                    .append(' ')
                    .append(result.label()));
        }
        List<String> good = reports.stream()
                .filter(report -> !report.hasFailures())
                .map(CheckReport::server)
                .toList();
        if (good.isEmpty()) {
            return "BARMAN OK - No server configured" + ignoring;
        }
        String subject = good.size() == 1 ? good.get(0) : good.size() + " servers * " + String.join(" * ", good);
        return "BARMAN OK - Ready to serve the Espresso backup for " + subject + ignoring + measures();
    }

    /** What monitoring keeps: the size of the last backup and that of the WAL after it. */
    private String measures() {
        List<String> measures = new ArrayList<>();
        for (CheckReport report : reports) {
            measure(report, "backup minimum size").ifPresent(size -> measures.add(report.server() + "=" + size + "B"));
            measure(report, "wal size").ifPresent(size -> measures.add(report.server() + "_wals=" + size + "B"));
        }
        return measures.isEmpty() ? "" : "|" + String.join(" ", measures);
    }

    private static Optional<Long> measure(CheckReport report, String label) {
        return report.results().stream()
                .filter(result ->
                        result.label().equals(label) && result.measured().isPresent())
                .map(result -> result.measured().getAsLong())
                .findFirst();
    }
}
