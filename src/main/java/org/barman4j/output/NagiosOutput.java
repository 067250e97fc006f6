package org.barman4j.output;

import java.util.ArrayList;
import java.util.List;
import org.barman4j.check.CheckReport;
import org.barman4j.report.ExitCode;
import org.barman4j.text.Redaction;

/** The answer of a Nagios plugin and nothing else. What goes on meanwhile is only logged. */
public final class NagiosOutput implements Output {
    private final Channel out;
    private final List<CheckReport> reports = new ArrayList<>();
    private boolean failed;

    public NagiosOutput(Channel out) {
        this.out = out;
    }

    @Override
    public synchronized <R> void show(R result, View<R> view) {
        if (result instanceof CheckReport report) {
            reports.add(report);
        }
    }

    @Override
    public synchronized void item(String text) {
        // a plugin lists nothing
    }

    @Override
    public synchronized void debug(String message) {
        NoticeLog.debug(message);
    }

    @Override
    public synchronized void info(String message) {
        NoticeLog.info(message);
    }

    @Override
    public synchronized void warning(String message) {
        NoticeLog.warn(message);
    }

    @Override
    public synchronized void error(String message) {
        failed = true;
        NoticeLog.error(message);
    }

    @Override
    public synchronized void hint(String message) {
        // there is nobody to type anything
    }

    @Override
    public synchronized ExitCode exitCode(ExitCode code) {
        return answer().exitCode();
    }

    @Override
    public synchronized void close() {
        for (String line : answer().lines()) {
            out.line(Redaction.passwords(line));
        }
        out.flush();
    }

    private NagiosReport answer() {
        return new NagiosReport(reports, failed || out.failure().isPresent());
    }
}
