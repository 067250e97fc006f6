package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "sync-wals", description = "Copy archived WAL from the primary node to this passive node.")
final class SyncWalsCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Passive server to copy the WAL to.")
    private String server;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.USABLE);
        session.ending().watch();
        found.ifPresent(each -> session.syncWals(each).sync());
        return ExitCode.OK;
    }
}
