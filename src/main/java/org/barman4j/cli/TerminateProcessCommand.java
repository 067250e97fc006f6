package org.barman4j.cli;

import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "terminate-process", description = "End the Barman process that works on a task for a server.")
final class TerminateProcessCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Name of the server.")
    private String server;

    @Parameters(
            index = "1",
            paramLabel = "TASK",
            description = "The task, as list-processes names it: receive-wal, sync-backup, backup, cron, archive-wal or"
                    + " sync-wal.")
    private String task;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.USABLE);
        if (found.isPresent()) {
            session.processes(found.get()).terminate(task);
        }
        return ExitCode.OK;
    }
}
