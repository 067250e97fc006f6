package org.barman4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.barman4j.inspect.ServerDiagnosis;
import org.barman4j.output.DiagnosisView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "diagnose",
        description = "Print all that support may want to know about this installation and its servers, as JSON.")
final class DiagnoseCommand extends BarmanCommand {
    @Option(names = "--show-config-source", description = "Name with each configuration value the file it comes from.")
    private boolean showConfigSource;

    @Override
    protected ExitCode run(Session session) {
        List<ServerDiagnosis> servers = new ArrayList<>();
        new SideBySide(session)
                .ask(
                        session.servers().all(),
                        server -> session.diagnose(server, showConfigSource)::diagnose,
                        servers::add);
        session.output().show(session.installation().diagnose(servers, showConfigSource), DiagnosisView.INSTANCE);
        return ExitCode.OK;
    }
}
