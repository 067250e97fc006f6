package org.barman4j.host.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the words of an ssh command as {@code ssh} does, collecting a doubt for each that is not understood. */
final class SshWords {
    private static final Set<String> PROGRAMS = Set.of("ssh", "/usr/bin/ssh", "/bin/ssh");

    /** Flags that change nothing for a command without a terminal. */
    private static final String HARMLESS_FLAGS = "aknqTxv";

    private static final String FLAGS_WITH_ARGUMENT = "BbcDEeFIiJLlmOoPpQRSWw";

    private final List<String> words;
    private final List<SshDirective> directives = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private String host = "";
    private String configFile = "";
    private int destination;
    private int position = 1;

    SshWords(List<String> words) {
        this.words = words;
        this.destination = words.size();
    }

    SshCommand read() {
        if (PROGRAMS.contains(words.get(0))) {
            readOptions();
            readDestination();
            readOptions();
            if (host.isEmpty()) {
                doubts.add("it names no host");
            } else if (position < words.size()) {
                doubts.add("it has a command of its own: " + words.get(position));
            }
        } else {
            doubts.add("its program is not ssh: " + words.get(0));
        }
        return new SshCommand(words, directives, host, destination, configFile, doubts);
    }

    private void readDestination() {
        if (position == words.size()) {
            return;
        }
        destination = position;
        String word = words.get(position++);
        int at = word.lastIndexOf('@');
        host = word.substring(at + 1);
        if (at >= 0) {
            add("user", word.substring(0, at));
        }
        if (word.startsWith("ssh://") || at == 0) {
            doubts.add("its destination has a form of its own: " + word);
        }
    }

    private void readOptions() {
        while (position < words.size()) {
            String word = words.get(position);
            if (!word.startsWith("-") || word.equals("-")) {
                return;
            }
            position++;
            if (word.equals("--")) {
                doubts.add("it has '--'");
                return;
            }
            readCluster(word);
        }
    }

    /** Reads flags that share a word, as in {@code -qp2222}. */
    private void readCluster(String word) {
        for (int i = 1; i < word.length(); i++) {
            char flag = word.charAt(i);
            if (FLAGS_WITH_ARGUMENT.indexOf(flag) >= 0) {
                if (i + 1 < word.length()) {
                    withArgument(flag, word.substring(i + 1));
                } else if (position < words.size()) {
                    withArgument(flag, words.get(position++));
                } else {
                    doubts.add("-" + flag + " lacks its argument");
                }
                return;
            }
            flag(flag);
        }
    }

    private void flag(char flag) {
        switch (flag) {
            case '4' -> add("addressfamily", "inet");
            case '6' -> add("addressfamily", "inet6");
            case 'C' -> add("compression", "yes");
            default -> {
                if (HARMLESS_FLAGS.indexOf(flag) < 0) {
                    doubts.add("option -" + flag);
                }
            }
        }
    }

    private void withArgument(char flag, String argument) {
        switch (flag) {
            case 'p' -> add("port", argument);
            case 'l' -> add("user", argument);
            case 'i' -> add("identityfile", argument);
            case 'F' -> configFile = argument;
            case 'e' -> {} // the escape character of a terminal
            case 'o' -> directive(argument);
            default -> doubts.add("option -" + flag);
        }
    }

    private void directive(String text) {
        try {
            directives.add(SshDirective.parse(text.strip(), false));
        } catch (IllegalArgumentException e) {
            doubts.add("option -o " + text);
        }
    }

    private void add(String keyword, String argument) {
        directives.add(SshDirective.option(keyword, argument));
    }
}
