package org.barman4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command line, looked at before picocli does.
 *
 * <p>It finds the name of the command among the words, so that only that command need be created, and it writes
 * shortened long options out: Python's argparse takes any unambiguous beginning, and scripts rely on it.
 */
final class Arguments {
    private static final List<String> LONG_OPTIONS = List.of(
            "--help", "--version", "--config", "--color", "--colour", "--log-level", "--quiet", "--debug", "--format");
    private static final Set<String> WITH_VALUE = Set.of("--config", "--color", "--colour", "--log-level", "--format");

    /** What the words before the command ask for. */
    enum Request {
        COMMAND,
        HELP,
        VERSION
    }

    private final List<String> words = new ArrayList<>();
    private Request request = Request.COMMAND;
    private int command = -1;

    Arguments(String[] given) {
        int i = 0;
        while (i < given.length && command < 0 && request == Request.COMMAND) {
            String word = given[i++];
            if (word.equals("--")) {
                command = i < given.length ? words.size() : -1;
                break;
            }
            boolean value = false;
            if (word.startsWith("--")) {
                word = expand(word, LONG_OPTIONS);
                value = WITH_VALUE.contains(word);
                look(word.equals("--help"), word.equals("--version"));
            } else if (word.startsWith("-") && word.length() > 1) {
                value = shortOptions(word);
            } else {
                command = words.size();
            }
            words.add(word);
            if (value && i < given.length) {
                words.add(given[i++]);
            }
        }
        while (i < given.length) {
            words.add(given[i++]);
        }
    }

    Request request() {
        return request;
    }

    /** The name of the command; empty if there is none. */
    String command() {
        return command < 0 ? "" : words.get(command);
    }

    /** The words in front of the command. */
    String[] beforeCommand() {
        return words.subList(0, command < 0 ? words.size() : command).toArray(new String[0]);
    }

    /** The words behind the command. */
    List<String> behindCommand() {
        return words.subList(command + 1, words.size());
    }

    boolean hasCommand() {
        return command >= 0;
    }

    /** All words, with the options of the command written out. */
    String[] expandedFor(CommandSpec spec) {
        Set<String> options = new TreeSet<>(spec.optionsMap().keySet());
        options.addAll(spec.negatedOptionsMap().keySet());
        List<String> expanded = new ArrayList<>(words);
        for (int i = command + 1; i < expanded.size() && !expanded.get(i).equals("--"); i++) {
            if (expanded.get(i).startsWith("--")) {
                expanded.set(i, expand(expanded.get(i), options));
            }
        }
        return expanded.toArray(new String[0]);
    }

    private void look(boolean help, boolean version) {
        if (help) {
            request = Request.HELP;
        } else if (version) {
            request = Request.VERSION;
        }
    }

    /** Goes through letters behind one dash and returns whether the next word is the value of the last of them. */
    private boolean shortOptions(String word) {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            if (letter == 'c' || letter == 'f') {
                return i == word.length() - 1;
            }
            look(letter == 'h', letter == 'v');
            if (request != Request.COMMAND) {
                return false;
            }
        }
        return false;
    }

    /** The one option that a word begins, with the word's value; the word itself if there is none or several. */
    private static String expand(String word, Iterable<String> options) {
        int equals = word.indexOf('=');
        String start = equals < 0 ? word : word.substring(0, equals);
        String found = "";
        for (String option : options) {
            if (option.equals(start)) {
                return word;
            }
            if (option.startsWith(start)) {
                if (!found.isEmpty()) {
                    return word;
                }
                found = option;
            }
        }
        return found.isEmpty() ? word : found + (equals < 0 ? "" : word.substring(equals));
    }
}
