package org.barman4j.output;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import org.barman4j.io.PathText;
import org.barman4j.io.StorageException;

/**
 * Standard output or standard error.
 *
 * <p>That nobody gets to read what is written never ends the work: the rest is dropped. A reader that has gone away, as
 * {@code head} does, is not even a failure. Any other one is kept until there is nothing more to do.
 */
public final class Channel {
    private static final int CAPACITY = 1 << 13;

    private final OutputStream stream;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(CAPACITY);
    private boolean gone;
    private String failure = "";

    public Channel(OutputStream stream) {
        this.stream = stream;
    }

    /** Adds a line, which reaches the reader with the next {@link #flush()} at the latest. */
    void line(String text) {
        text(text);
        pending.write('\n');
    }

    /** Shows a text to the reader at once. */
    public void print(String text) {
        text(text);
        flush();
    }

    /** Adds a text, in which there may be paths, each a {@link PathText}. */
    void text(String text) {
        pending.writeBytes(PathText.bytes(text));
        if (pending.size() > CAPACITY) {
            flush();
        }
    }

    /** Writes a text that is as long as it likes. */
    void write(Text text) {
        try (Writer pieces = new BufferedWriter(new Pieces())) {
            text.write(pieces);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A text that is written piece by piece. */
    @FunctionalInterface
    interface Text {
        void write(Appendable out) throws IOException;
    }

    private final class Pieces extends Writer {
        @Override
        public void write(char[] characters, int offset, int length) {
            text(new String(characters, offset, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    void flush() {
        try {
            if (!gone) {
                pending.writeTo(stream);
                stream.flush();
            }
        } catch (IOException e) {
            gone = true;
            failure = isBrokenPipe(e) ? "" : StorageException.reason(e);
        } finally {
            pending.reset();
        }
    }

    /** Why what was written has been lost for a reader who still waits for it, if it has. */
    public Optional<String> failure() {
        return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    }

    private static boolean isBrokenPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }
}
