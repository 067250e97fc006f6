package org.barman4j.output;

import org.barman4j.text.Redaction;

/** Lines of text for a person: results and information on standard output, trouble on standard error. */
public final class ConsoleOutput implements Output, Console {
    private final Channel out;
    private final Channel err;
    private final Palette palette;
    private final Verbosity verbosity;
    private boolean failed;

    public ConsoleOutput(Channel out, Channel err, Palette palette, Verbosity verbosity) {
        this.out = out;
        this.err = err;
        this.palette = palette;
        this.verbosity = verbosity;
    }

    @Override
    public <R> void show(R result, View<R> view) {
        if (!verbosity.quiet()) {
            view.console(result, this);
            out.flush();
        }
    }

    @Override
    public void item(String text) {
        if (!verbosity.quiet()) {
            line(text);
        }
    }

    @Override
    public void line(String text) {
        out.line(Redaction.passwords(text));
    }

    @Override
    public Palette palette() {
        return palette;
    }

    @Override
    public void debug(String message) {
        if (verbosity.debug()) {
            complain("DEBUG: " + message);
        }
        NoticeLog.debug(message);
    }

    @Override
    public void info(String message) {
        if (!verbosity.quiet()) {
            line(message);
            out.flush();
        }
        NoticeLog.info(message);
    }

    @Override
    public void warning(String message) {
        complain(palette.yellow("WARNING: " + message));
        NoticeLog.warn(message);
    }

    @Override
    public void error(String message) {
        failed = true;
        complain(palette.red("ERROR: " + message));
        NoticeLog.error(message);
    }

    @Override
    public void hint(String message) {
        complain("HINT: " + message);
    }

    @Override
    public boolean hasFailed() {
        return failed;
    }

    @Override
    public void close() {
        out.flush();
        err.flush();
    }

    private void complain(String text) {
        out.flush(); // so that a terminal shows both in the order in which they were said
        err.line(Redaction.passwords(text));
        err.flush();
    }
}
