package org.barman4j.host.ssh;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into words by the rules of Python's {@code shlex.split}: quotes and backslashes, nothing else. */
final class ShellWords {
    private static final char NONE = 0;

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * The words of a line.
     *
     * @throws IllegalArgumentException if a quote is not closed or nothing follows a backslash; the message says which
     */
    static List<String> split(String line) {
        ShellWords splitting = new ShellWords(line);
        splitting.run();
        return List.copyOf(splitting.words);
    }

    private void run() {
        char quote = NONE;
        while (position < line.length()) {
            char c = line.charAt(position++);
            if (quote != NONE && c == quote) {
                quote = NONE;
            } else if (c == '\\' && quote != '\'') {
                escaped(quote);
            } else if (quote == NONE && (c == '"' || c == '\'')) {
                quote = c;
                inWord = true;
            } else if (quote == NONE && " \t\r\n".indexOf(c) >= 0) {
                endWord();
            } else {
                take(c);
            }
        }
        if (quote != NONE) {
            throw new IllegalArgumentException("No closing quotation");
        }
        endWord();
    }

    private void escaped(char quote) {
        if (position == line.length()) {
            throw new IllegalArgumentException("No escaped character");
        }
        char c = line.charAt(position++);
        if (quote == '"' && c != '"' && c != '\\') {
            take('\\');
        }
        take(c);
    }

    private void take(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
