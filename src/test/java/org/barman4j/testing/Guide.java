package org.barman4j.testing;

import java.util.List;
import java.util.stream.Stream;

/** What a page of the documentation has its readers type or copy: its indented blocks. */
public final class Guide {
    private Guide() {}

    /** The blocks in a text, without their indentation. */
    public static List<String> blocks(String text) {
        return paragraphs(text)
                .filter(Guide::isBlock)
                .map(Guide::withoutIndentation)
                .toList();
    }

    /** What empty lines separate, blocks and all else, as it is. */
    public static Stream<String> paragraphs(String text) {
        return Stream.of(text.split("\n\n", -1));
    }

    public static boolean isBlock(String paragraph) {
        return paragraph.startsWith("    ");
    }

    public static String withoutIndentation(String block) {
        return block.stripTrailing().stripIndent();
    }
}
