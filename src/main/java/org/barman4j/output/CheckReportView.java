package org.barman4j.output;

import java.util.Map;
import java.util.TreeMap;
import org.barman4j.check.CheckReport;
import org.barman4j.check.CheckResult;

/** A line for each check of a server. */
public final class CheckReportView implements View<CheckReport> {
    public static final CheckReportView INSTANCE = new CheckReportView();

    /** The check below which the problems of the configuration stand. */
    private static final String PROBLEMS = "configuration";

    private CheckReportView() {}

    @Override
    public void console(CheckReport report, Console console) {
        String remark = report.active() ? (report.disabled() ? " (WARNING: disabled)" : "") : " (inactive)";
        console.line("Server " + report.server() + remark + ":");
        for (CheckResult result : report.results()) {
            String state = color(result, console.palette());
            String hint = result.hint().isEmpty() ? "" : " (" + result.hint() + ")";
            console.line("\t" + result.label() + ": " + state + hint);
            if (result.label().equals(PROBLEMS) && !result.ok()) {
                report.problems().forEach(problem -> console.line("\t\t" + problem));
            }
        }
    }

    private static String color(CheckResult result, Palette palette) {
        if (result.warning()) {
            return palette.yellow(result.state());
        }
        return result.ok() ? palette.green(result.state()) : palette.red(result.state());
    }

    @Override
    public void json(CheckReport report, JsonDocument document) {
        Map<String, Object> checks = new TreeMap<>();
        for (CheckResult result : report.results()) {
            checks.put(result.key(), Map.of("status", result.state(), "hint", result.hint()));
        }
        document.put(report.server(), checks);
        report.problems().forEach(problem -> document.append("_INFO", "\t\t" + problem));
    }
}
