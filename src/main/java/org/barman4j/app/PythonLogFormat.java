package org.barman4j.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.text.PythonTime;
import org.barman4j.text.Redaction;

/** Lays a log line out by a template of Python's logging, such as {@code %(asctime)s %(levelname)s: %(message)s}. */
final class PythonLogFormat {
    private final List<String> parts = new ArrayList<>();

    private PythonLogFormat() {}

    /** Takes a template apart: texts and, beginning with a percent sign, names. */
    static PythonLogFormat parse(String template) {
        PythonLogFormat format = new PythonLogFormat();
        int done = 0;
        int start = template.indexOf("%(");
        while (start >= 0) {
            int close = template.indexOf(')', start);
            if (close < 0 || close + 1 >= template.length()) {
                break;
            }
            format.parts.add(template.substring(done, start));
            format.parts.add("%" + template.substring(start + 2, close));
            done = close + 2; // behind the letter that says how to print it
            start = template.indexOf("%(", done);
        }
        format.parts.add(template.substring(done));
        return format;
    }

    /** The line for an event, with its line end and without passwords. */
    String line(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        for (String part : parts) {
            if (part.startsWith("%")) {
                append(line, part.substring(1), event);
            } else {
                line.append(part);
            }
        }
        return Redaction.passwords(line.append('\n').toString());
    }

    /** The layout for a script: SOH for the time, STX for the process, ETX for the message, LEVELNAME for that. */
    String shellLayout() {
        StringBuilder layout = new StringBuilder();
        for (String part : parts) {
            layout.append(
                    switch (part) {
                        case "%asctime" -> "\001";
                        case "%process" -> "\002";
                        case "%message" -> "\003";
                        case "%name" -> "barman";
                        case "%levelname" -> "LEVELNAME";
                        case "%threadName", "%processName" -> "main";
                        default -> part.startsWith("%") ? "" : part;
                    });
        }
        return layout.toString();
    }

    /** The lines that follow it and tell where a failure came from; empty if the event is none. */
    static String trace(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? ""
                : Redaction.passwords(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private static void append(StringBuilder line, String name, ILoggingEvent event) {
        switch (name) {
            case "asctime" -> time(line, event.getInstant());
            case "process" -> line.append(ProcessHandle.current().pid());
            case "name" -> line.append(event.getLoggerName());
            case "levelname" -> line.append(level(event.getLevel()));
            case "message" -> line.append(event.getFormattedMessage());
            case "threadName", "processName" -> line.append(event.getThreadName());
            default -> line.append("%(").append(name).append(")s");
        }
    }

    private static void time(StringBuilder line, Instant instant) {
        OffsetDateTime time = PythonTime.local(instant);
        line.append(time.toLocalDate()).append(' ');
        pad(line, time.getHour(), 2).append(':');
        pad(line, time.getMinute(), 2).append(':');
        pad(line, time.getSecond(), 2).append(',');
        pad(line, time.getNano() / 1_000_000, 3);
    }

    private static StringBuilder pad(StringBuilder line, int number, int width) {
        String digits = Integer.toString(number);
        return line.append("0".repeat(width - digits.length())).append(digits);
    }

    private static String level(Level level) {
        return level.equals(Level.WARN) ? "WARNING" : level.toString();
    }
}
