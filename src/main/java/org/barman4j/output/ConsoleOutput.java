package org.barman4j.output;

import java.util.function.IntSupplier;
import org.barman4j.report.ExitCode;
import org.barman4j.report.Progress;
import org.barman4j.text.Redaction;

/** Lines of text for a person: results and information on standard output, trouble on standard error. */
public final class ConsoleOutput implements Output, Console {
    /** Clears what is behind the cursor. */
    private static final String ERASE = "\u001b[K";

    private final Channel out;
    private final Channel err;
    private final Palette palette;
    private final Verbosity verbosity;
    private final IntSupplier columns;
    private boolean failed;
    private boolean progressShown;

    public ConsoleOutput(Channel out, Channel err, Palette palette, Verbosity verbosity) {
        this(out, err, palette, verbosity, () -> 0);
    }

    /** @param columns how wide a line on standard error may be that is written over again and again; 0 if none may be */
    public ConsoleOutput(Channel out, Channel err, Palette palette, Verbosity verbosity, IntSupplier columns) {
        this.columns = columns;
        this.out = out;
        this.err = err;
        this.palette = palette;
        this.verbosity = verbosity;
    }

    @Override
    public synchronized <R> void show(R result, View<R> view) {
        if (!verbosity.quiet()) {
            view.console(result, this);
            out.flush();
        }
    }

    @Override
    public synchronized void item(String text) {
        if (!verbosity.quiet()) {
            line(text);
        }
    }

    @Override
    public synchronized void line(String text) {
        showProgress("");
        out.line(Redaction.passwords(text));
    }

    @Override
    public Palette palette() {
        return palette;
    }

    @Override
    public synchronized void debug(String message) {
        if (verbosity.debug()) {
            complain("DEBUG: " + message);
        }
        NoticeLog.debug(message);
    }

    @Override
    public synchronized void info(String message) {
        if (!verbosity.quiet()) {
            line(message);
            out.flush();
        }
        NoticeLog.info(message);
    }

    @Override
    public synchronized void warning(String message) {
        complain(palette.yellow("WARNING: " + message));
        NoticeLog.warn(message);
    }

    @Override
    public synchronized void error(String message) {
        failed = true;
        complain(palette.red("ERROR: " + message));
        NoticeLog.error(message);
    }

    @Override
    public synchronized void hint(String message) {
        complain("HINT: " + message);
    }

    @Override
    public synchronized void advice(String message) {
        if (!verbosity.quiet()) {
            hint(message);
        }
    }

    @Override
    public synchronized ExitCode exitCode(ExitCode proposed) {
        return proposed == ExitCode.OK && failed ? ExitCode.ERROR : proposed;
    }

    @Override
    public synchronized void close() {
        out.flush();
        err.flush();
    }

    @Override
    public Progress progress(String subject) {
        int width = verbosity.quiet() ? 0 : columns.getAsInt();
        return width > 0
                ? new ProgressLine(subject, width, this::showProgress, System::nanoTime)
                : Output.super.progress(subject);
    }

    /** Writes over what stands in the last line of the terminal; an empty text takes it away. */
    private synchronized void showProgress(String text) {
        if (progressShown || !text.isEmpty()) {
            out.flush();
            err.text("\r" + text + ERASE);
            err.flush();
            progressShown = !text.isEmpty();
        }
    }

    private void complain(String text) {
        showProgress("");
        out.flush(); // so that a terminal shows both in the order in which they were said
        err.line(Redaction.passwords(text));
        err.flush();
    }
}
