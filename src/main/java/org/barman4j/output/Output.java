package org.barman4j.output;

import org.barman4j.report.ExitCode;
import org.barman4j.report.Notices;
import org.barman4j.report.Progress;

/** Where results and notices go. Notices may come from several threads, while several servers are asked at once. */
public interface Output extends Notices {
    /** Shows a result. */
    <R> void show(R result, View<R> view);

    /** Shows how far a task has got. Here, and wherever nobody looks on, that goes to the log alone. */
    default Progress progress(String subject) {
        return new ProgressLine(subject, 0, line -> {}, System::nanoTime);
    }

    /** The exit code of a command that proposes this one: an error among the notices counts, too. */
    ExitCode exitCode(ExitCode proposed);

    /** Prints what has been held back. Nothing can be shown after this. */
    void close();
}
