package org.barman4j.cli;

import java.util.List;
import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "put-wal", description = "Take in WAL files that come as a tar stream on standard input.")
final class PutWalCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that the WAL belongs to.")
    private String server;

    @Option(
            names = {"-t", "--test"},
            description = "Only check that WAL could be taken in.")
    private boolean test;

    @Override
    protected boolean takes(List<String> words) {
        if (!PlainLine.isNames(1, words)) {
            return false;
        }
        server = words.get(0);
        return true;
    }

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.CONFIGURED);
        if (found.isEmpty()) {
            return ExitCode.ERROR;
        }
        if (!found.get().isActive()) {
            throw new RefusedException("Inactive server: " + server);
        }
        if (test) {
            session.output().info("Ready to accept WAL files for the server " + server);
            return ExitCode.OK;
        }
        session.putWal(found.get()).put(session.standardInput());
        return ExitCode.OK;
    }
}
