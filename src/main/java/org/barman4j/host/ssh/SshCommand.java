package org.barman4j.host.ssh;

import java.util.ArrayList;
import java.util.List;
import org.barman4j.report.RefusedException;

/**
 * What a user wrote in {@code ssh_command}, in words; no shell ever sees it.
 *
 * <p>The words are read as {@code ssh} reads its own: options, the destination, and options again. What is not
 * understood is a doubt, and never an error, because the program may know better.
 *
 * @param directives the options as lines of a configuration file would say them, the strongest first
 * @param destinationIndex where the destination stands among the words, or where the words end
 * @param configFile what {@code -F} names, or nothing
 */
public record SshCommand(
        List<String> words,
        List<SshDirective> directives,
        String host,
        int destinationIndex,
        String configFile,
        List<String> doubts) {
    private static final String HINT =
            "Write the program, its options and the host, as in: ssh_command = ssh -p 2222 postgres@pg";

    public SshCommand {
        words = List.copyOf(words);
        directives = List.copyOf(directives);
        doubts = List.copyOf(doubts);
    }

    /**
     * Reads the value of {@code ssh_command}.
     *
     * @throws RefusedException if there is nothing in it, it has several lines, or a quote is not closed
     */
    public static SshCommand parse(String text) {
        if (text.isBlank()) {
            throw new RefusedException("the ssh command is empty", HINT);
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw new RefusedException("the ssh command has a line end or a NUL character in it", HINT);
        }
        try {
            List<String> words = ShellWords.split(text);
            if (words.isEmpty() || words.get(0).isEmpty()) {
                throw new RefusedException("the ssh command names no program: " + text, HINT);
            }
            return new SshWords(words).read();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the ssh command can't be split into words: " + text, e.getMessage() + ".");
        }
    }

    /** The first word. */
    public String program() {
        return words.get(0);
    }

    /** Whether the words name a host, as far as they are understood. */
    public boolean hasDestination() {
        return destinationIndex < words.size();
    }

    /** The words, with more options behind the destination, where ssh takes them too and Barman has always put them. */
    public List<String> argv(List<String> options) {
        List<String> argv = new ArrayList<>(words);
        argv.addAll(Math.min(destinationIndex + 1, words.size()), options);
        return List.copyOf(argv);
    }
}
