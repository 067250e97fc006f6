package org.barman4j.app.reference;

import java.util.Map;
import java.util.function.UnaryOperator;

/** A page while it is written. */
interface Page {
    void section(String title);

    void subsection(String title);

    void paragraph(String text);

    /** One entry of a list: a term and what it means. */
    void item(String term, String meaning);

    /** Like an item, for an argument of a command; what the reader puts in is in capitals. */
    void argument(String term, String meaning);

    /** Short facts by name, each on a line of its own. */
    void facts(Map<String, String> facts);

    /** How a command is typed; what the reader puts in is in capitals. */
    void synopsis(String line);

    /** All that was written. */
    String text();

    /** Renders a text in which backquotes enclose code. */
    static String inline(String text, UnaryOperator<String> plain, UnaryOperator<String> code) {
        StringBuilder result = new StringBuilder();
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                result.append((i % 2 == 0 ? plain : code).apply(parts[i]));
            }
        }
        return result.toString();
    }
}
