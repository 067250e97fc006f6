package org.barman4j.output;

import org.barman4j.report.ExitCode;
import org.barman4j.report.Notices;

/** Where results and notices go. Notices may come from several threads, while several servers are asked at once. */
public interface Output extends Notices {
    /** Shows a result. */
    <R> void show(R result, View<R> view);

    /** The exit code of a command that proposes this one: an error among the notices counts, too. */
    ExitCode exitCode(ExitCode proposed);

    /** Prints what has been held back. Nothing can be shown after this. */
    void close();
}
