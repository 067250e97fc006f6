package org.barman4j.cli;

import java.util.List;
import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "archive-wal", description = "Move the WAL that has come in to the archive.")
final class ArchiveWalCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that the WAL belongs to.")
    private String server;

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
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.USABLE);
        if (found.isPresent()) {
            session.archiveWal(found.get()).archive(true);
        }
        return ExitCode.OK;
    }
}
