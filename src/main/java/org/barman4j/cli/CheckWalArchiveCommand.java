package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.archive.WalArchiveVerdict;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.WalArchiveVerdictView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "check-wal-archive", description = "Check that the WAL archive is free to be used by a new server.")
final class CheckWalArchiveCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that the archive belongs to.")
    private String server;

    @Option(
            names = "--timeline",
            paramLabel = "TIMELINE",
            converter = Count.Positive.class,
            description = "Allow WAL of timelines before this one.")
    private Integer timeline;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> chosen = session.servers().one(server, ServerPolicy.USABLE);
        if (chosen.isPresent()) {
            WalArchiveVerdict verdict = session.checkWalArchive(chosen.get()).check(timeline == null ? 0 : timeline);
            session.output().show(verdict, WalArchiveVerdictView.INSTANCE);
            if (!verdict.isFree()) {
                session.output()
                        .error("WAL archive check failed for server " + verdict.server() + ": " + verdict.problem());
                session.output().hint("Give a new cluster a server of its own, so that its WAL goes elsewhere.");
            }
        }
        return ExitCode.OK;
    }
}
