package org.barman4j.cli;

import java.time.Duration;
import java.util.List;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "switch-wal",
        aliases = "switch-xlog",
        description = "Make servers start a new WAL file, so that the current one is archived.")
final class SwitchWalCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(
            names = "--force",
            description = "Run a checkpoint first, so that there is WAL to switch even on an idle server.")
    private boolean force;

    @Option(names = "--archive", description = "Wait until a WAL file reaches the archive.")
    private boolean archive;

    @Option(
            names = "--archive-timeout",
            paramLabel = "TIMEOUT",
            defaultValue = "30",
            converter = Count.NonNegative.class,
            description = "Seconds that --archive waits at most (default: ${DEFAULT-VALUE}).")
    private Integer archiveTimeout;

    @Override
    protected ExitCode run(Session session) {
        forEach(session, session.servers().several(servers, ServerPolicy.USABLE), server -> {
            String closed = session.switchWal(server).switchWal(force);
            if (archive) {
                session.walWait(server).await(closed, Duration.ofSeconds(archiveTimeout));
            }
        });
        return ExitCode.OK;
    }
}
