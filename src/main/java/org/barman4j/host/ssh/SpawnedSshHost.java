package org.barman4j.host.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.host.Command;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;

/**
 * Another machine, reached by starting exactly the configured program for each command.
 *
 * <p>A command that runs out of time ends on this machine only: ssh has no way to tell the other side.
 */
final class SpawnedSshHost implements RemoteHost {
    /**
     * Keeps the shell of the other side from making way for the command. ssh ends with 255, as if there were no
     * connection, when the process that it started over there dies by a signal; a shell that stays says 128 + N.
     */
    private static final String STAY = " || exit";

    private final LocalHost here = new LocalHost();
    private final List<String> argv;
    private final String label;

    SpawnedSshHost(List<String> argv, String label) {
        this.argv = List.copyOf(argv);
        this.label = label;
    }

    @Override
    public CommandResult run(Command command) {
        List<String> words = new ArrayList<>(argv);
        words.add(RemoteShell.text(command, label) + STAY);
        return here.run(new Command(words, Map.of(), command.timeout()));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<String> argv() {
        return argv;
    }

    @Override
    public void close() {
        // nothing stays open between two commands
    }
}
