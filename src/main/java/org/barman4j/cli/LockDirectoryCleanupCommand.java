package org.barman4j.cli;

import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;

@Command(name = "lock-directory-cleanup", description = "Remove the lock files that no process holds.")
final class LockDirectoryCleanupCommand extends BarmanCommand {
    @Override
    protected ExitCode run(Session session) {
        for (String name : session.locks().cleanUp()) {
            session.output().debug("removed the lock file " + name);
        }
        return ExitCode.OK;
    }
}
