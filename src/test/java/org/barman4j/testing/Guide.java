package org.barman4j.testing;

import java.util.List;
import java.util.stream.Stream;

/** What a page of the documentation has its readers type or copy: its indented blocks. */
public final class Guide {
    private Guide() {}

    /** The blocks in a text, without their indentation. */
    public static List<String> blocks(String text) {
        return Stream.of(text.split("\n\n", -1))
                .filter(paragraph -> paragraph.startsWith("    "))
                .map(paragraph -> paragraph.stripTrailing().stripIndent())
                .toList();
    }
}
