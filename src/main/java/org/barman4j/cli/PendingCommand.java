package org.barman4j.cli;

import org.barman4j.report.ExitCode;
import org.barman4j.report.RefusedException;

/** A command whose arguments are known and whose work is not written yet. It says so instead of doing half of it. */
abstract class PendingCommand extends BarmanCommand {
    @Override
    protected final ExitCode run(Session session) {
        String name =
                getClass().getAnnotation(picocli.CommandLine.Command.class).name();
        throw new RefusedException(
                "the command '" + name + "' is not available in this version of barman4j",
                "See the table of commands in README.md. Barman's own programs can be used on the same directories.");
    }
}
