package org.barman4j.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.barman4j.report.ExitCode;
import org.barman4j.text.JsonText;
import org.barman4j.text.Redaction;

/**
 * One JSON object on one line, printed at the end. Notices are lists of texts in it.
 *
 * <p>Hints are no part of the object, which is Barman's; they go to standard error.
 */
public final class JsonOutput implements Output {
    private final Channel out;
    private final Channel err;
    private final Verbosity verbosity;
    private final JsonDocument document = new JsonDocument();
    private boolean failed;

    public JsonOutput(Channel out, Channel err, Verbosity verbosity) {
        this.out = out;
        this.err = err;
        this.verbosity = verbosity;
    }

    @Override
    public synchronized <R> void show(R result, View<R> view) {
        view.json(result, document);
    }

    @Override
    public synchronized void item(String text) {
        document.append("_INFO", text);
    }

    @Override
    public synchronized void debug(String message) {
        if (verbosity.debug()) {
            document.append("_DEBUG", message);
        }
        NoticeLog.debug(message);
    }

    @Override
    public synchronized void info(String message) {
        document.append("_INFO", message);
        NoticeLog.info(message);
    }

    @Override
    public synchronized void warning(String message) {
        document.append("_WARNING", message);
        NoticeLog.warn(message);
    }

    @Override
    public synchronized void error(String message) {
        failed = true;
        document.append("_ERROR", message);
        NoticeLog.error(message);
    }

    @Override
    public synchronized void hint(String message) {
        err.line("HINT: " + Redaction.passwords(message));
        err.flush();
    }

    @Override
    public synchronized ExitCode exitCode(ExitCode proposed) {
        return proposed == ExitCode.OK && failed ? ExitCode.ERROR : proposed;
    }

    /** Prints the object, without a line end, as Barman does. */
    @Override
    public synchronized void close() {
        if (!verbosity.quiet()) {
            out.write(text -> JsonText.write(withoutPasswords(document.members()), text));
        }
        out.flush();
        err.flush();
    }

    private static Object withoutPasswords(Object value) {
        if (value instanceof String text) {
            return Redaction.passwords(text);
        }
        if (value instanceof List<?> items) {
            List<Object> copy = new ArrayList<>(items.size());
            for (Object item : items) {
                copy.add(withoutPasswords(item));
            }
            return copy;
        }
        if (value instanceof JsonText.Items items) {
            return (JsonText.Items) sink -> items.each(item -> sink.item(withoutPasswords(item)));
        }
        if (value instanceof Map<?, ?> members) {
            Map<Object, Object> copy = new HashMap<>();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                copy.put(member.getKey(), withoutPasswords(member.getValue()));
            }
            return copy;
        }
        return value;
    }
}
