package org.barman4j.output;

import org.barman4j.report.Notices;

/** Where results and notices go. */
public interface Output extends Notices {
    /** Shows a result. */
    <R> void show(R result, View<R> view);

    /** Prints one item of a long list, which is not logged. */
    void item(String text);

    /** Whether an error was among the notices, which the exit code has to tell. */
    boolean hasFailed();

    /** Prints what has been held back. Nothing can be shown after this. */
    void close();
}
