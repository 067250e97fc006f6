package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.inspect.SizeEstimate;
import org.barman4j.output.SizeEstimateView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "estimate-size", description = "Estimate the size of the next backup of a server.")
final class EstimateSizeCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server to look at.")
    private String server;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.CONFIGURED);
        if (found.isEmpty()) {
            return ExitCode.OK;
        }
        SizeEstimate estimate = session.estimateSize(found.get()).estimate();
        session.output().show(estimate, SizeEstimateView.INSTANCE);
        estimate.advice().ifPresent(session.output()::hint);
        return estimate.fits() ? ExitCode.OK : ExitCode.ERROR;
    }
}
