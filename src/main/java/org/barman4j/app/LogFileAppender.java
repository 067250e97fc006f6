package org.barman4j.app;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Appends to the log file, which is opened when there is something to log, and opened anew when it has been rotated
 * away. Several processes write to it at once, so each event is one write. Where it can't be opened, standard error
 * takes its place.
 */
final class LogFileAppender extends AppenderBase<ILoggingEvent> {
    private final String file;
    private final PythonLogFormat format;
    private OutputStream stream;
    private Object opened;

    LogFileAppender(String file, PythonLogFormat format) {
        this.file = file;
        this.format = format;
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            reopenIfRotated();
            String trace = opened == null ? "" : PythonLogFormat.trace(event); // nothing of it for the terminal
            stream.write((format.line(event) + trace).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            addError("cannot write to the log " + file, e);
        }
    }

    private void reopenIfRotated() throws IOException {
        if (stream == null) {
            open();
        } else if (opened != null && !Objects.equals(opened, key())) {
            stream.close();
            open();
        }
    }

    private void open() throws IOException {
        if (file.isEmpty()) {
            stream = new FileOutputStream(FileDescriptor.err);
            return;
        }
        try {
            Path path = Path.of(file).toAbsolutePath();
            Files.createDirectories(path.getParent());
            stream = Files.newOutputStream(path, CREATE, APPEND);
            opened = key();
        } catch (IOException e) {
            stream = new FileOutputStream(FileDescriptor.err);
            opened = null;
            stream.write("WARNING: Failed opening the requested log file. Using standard error instead.\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private Object key() {
        try {
            return Files.readAttributes(Path.of(file), BasicFileAttributes.class)
                    .fileKey();
        } catch (IOException gone) {
            return null;
        }
    }
}
