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

@Command(name = "receive-wal", description = "Stream WAL from a server until stopped, or manage that stream.")
final class ReceiveWalCommand extends BarmanCommand {
    @Option(names = "--stop", description = "Stop the stream that is running.")
    private boolean stop;

    @Option(
            names = "--reset",
            description =
                    "Only make the next stream begin at the server's current WAL file, whatever is missing before it.")
    private boolean reset;

    @Option(names = "--create-slot", description = "Create the replication slot of the configuration.")
    private boolean createSlot;

    @Option(names = "--if-not-exists", description = "Accept with --create-slot a slot that exists already.")
    private boolean ifNotExists;

    @Option(names = "--drop-slot", description = "Drop the replication slot of the configuration.")
    private boolean dropSlot;

    @Parameters(index = "0", paramLabel = "SERVER", description = "Server to stream from.")
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
        boolean managesStream = createSlot || dropSlot || stop || reset;
        Optional<ServerConfig> chosen =
                session.servers().one(server, managesStream ? ServerPolicy.CONFIGURED : ServerPolicy.USABLE);
        if (stop && reset) {
            throw new RefusedException("--stop and --reset options are not compatible");
        }
        if (chosen.isPresent()) {
            run(session, ReplicationStatusCommand.forWal(chosen.get(), session.output()));
        }
        return ExitCode.OK;
    }

    private void run(Session session, ServerConfig config) {
        if (stop) {
            session.processes(config).terminate("receive-wal");
        } else if (createSlot) {
            session.slot(config).create(ifNotExists);
        } else if (dropSlot) {
            session.slot(config).drop();
        } else if (reset) {
            session.receiveWal(config).reset();
        } else {
            session.receiveWal(config).receive();
        }
    }
}
