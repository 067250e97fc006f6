package org.barman4j.output;

/** How one type of result looks in each format. */
public interface View<R> {
    /** Prints the result as lines of text. */
    void console(R result, Console console);

    /** Adds the result to the document that is printed when the program ends. */
    void json(R result, JsonDocument document);
}
