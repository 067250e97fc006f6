package org.barman4j.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.check.CheckReport;
import org.barman4j.check.CheckResult;
import org.barman4j.check.CheckService;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.CheckReportView;
import org.barman4j.output.Output;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Check that servers are ready for backups and WAL archiving.")
final class CheckCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(names = "--nagios", description = "Print the single line that Nagios expects of a plugin.")
    private boolean nagios;

    @Option(
            names = "--check-timeout",
            paramLabel = "TIMEOUT",
            converter = Count.NonNegative.class,
            description = "Seconds that the checks of a server may take, 0 for no limit (default: check_timeout of"
                    + " the server).")
    private Integer checkTimeout;

    @Override
    protected boolean forNagios() {
        return nagios;
    }

    @Override
    protected ExitCode run(Session session) {
        List<ServerConfig> chosen = new ArrayList<>();
        for (ServerConfig server : session.servers().several(servers, ServerPolicy.ANY)) {
            chosen.add(checkTimeout == null ? server : server.with(Options.CHECK_TIMEOUT, checkTimeout));
        }
        List<CheckReport> reports = new ArrayList<>();
        new SideBySide(session).ask(chosen, server -> inquiry(session.check(server)), (CheckReport report) -> {
            show(session.output(), report);
            reports.add(report);
        });
        return reports.stream().anyMatch(CheckReport::isCritical) ? ExitCode.ERROR : ExitCode.OK;
    }

    private static SideBySide.Inquiry<CheckReport> inquiry(CheckService service) {
        return new SideBySide.Inquiry<>() {
            @Override
            public CheckReport run() {
                return service.check();
            }

            @Override
            public CheckReport late(ServerConfig server, Duration limit) {
                return service.timedOut();
            }
        };
    }

    private static void show(Output output, CheckReport report) {
        output.show(report, CheckReportView.INSTANCE);
        for (CheckResult result : report.results()) {
            if (!result.advice().isEmpty()) {
                output.hint(report.server() + ": " + result.label() + ": " + result.advice());
            }
        }
    }
}
