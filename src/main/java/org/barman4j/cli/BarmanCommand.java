package org.barman4j.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.BarmanException;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What all commands have in common: they run in a session and end with an exit code. */
abstract class BarmanCommand implements Callable<Integer> {
    @ParentCommand
    private TopCommand top;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    /**
     * Sets what picocli would have set for a line that has these words behind the command's name.
     *
     * @return whether that was possible, which is up to the command
     */
    final boolean preset(TopCommand givenTop, List<String> words) {
        top = givenTop;
        return takes(words);
    }

    /**
     * Whether these words are all that the command needs. Only if they are does it set its fields. This is for commands
     * that programs start; the others leave it to picocli.
     */
    protected boolean takes(List<String> words) {
        return false;
    }

    @Override
    public final Integer call() {
        Session session = top.open(forNagios());
        ExitCode code = run(session);
        session.output().close();
        return session.output().exitCode(code).status();
    }

    /** Whether a monitoring system reads the answer, which expects it in a form of its own. */
    protected boolean forNagios() {
        return false;
    }

    /** Does something for each server. What fails for one is told, and does not keep the others from their turn. */
    protected static void forEach(Session session, List<ServerConfig> servers, Consumer<ServerConfig> action) {
        for (ServerConfig server : servers) {
            guard(session, () -> action.accept(server));
        }
    }

    /** Does something whose failure is told and ends nothing else. */
    static void guard(Session session, Runnable action) {
        try {
            action.run();
        } catch (BarmanException e) {
            ErrorHandler.tell(e, session.output());
        }
    }

    /** Does what the command is for. An error among the notices makes the exit code 1 whatever this returns. */
    protected abstract ExitCode run(Session session);
}
