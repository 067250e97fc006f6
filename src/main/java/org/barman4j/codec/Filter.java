package org.barman4j.codec;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.text.Reason;

/** A program that turns its standard input into its standard output. */
final class Filter {
    private static final int MOST_COMPLAINTS = 4096;

    private final List<String> argv;
    private final String searchPath;

    Filter(List<String> argv, String searchPath) {
        this.argv = List.copyOf(argv);
        this.searchPath = searchPath;
    }

    /** What the program makes of a file. Reading to the end fails if the program does. */
    InputStream read(Path source) throws IOException {
        return new Output(builder().redirectInput(source.toFile()).start());
    }

    /** What the program makes of a few bytes. */
    InputStream read(byte[] source) throws IOException {
        Process process = builder().start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(source);
        } catch (IOException ended) {
            // it will have said why
        }
        return new Output(process);
    }

    /** What the program makes of a stream, which is read beside the caller and closed at its end. */
    InputStream read(InputStream source) throws IOException {
        Process process = builder().start();
        Thread feeder = new Thread(() -> feed(source, process), "feeder");
        feeder.setDaemon(true);
        feeder.start();
        return new Output(process);
    }

    private static void feed(InputStream source, Process process) {
        try (source;
                OutputStream input = process.getOutputStream()) {
            source.transferTo(input);
        } catch (IOException ended) {
            process.destroy(); // so that half a source is not taken for a whole one
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectError(Redirect.PIPE);
        builder.environment().put("PATH", searchPath);
        return builder;
    }

    private final class Output extends FilterInputStream {
        private final Process process;
        private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        private final Thread listener = new Thread(this::listen, "complaints");

        Output(Process process) {
            super(process.getInputStream());
            this.process = process;
            listener.setDaemon(true);
            listener.start();
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count < 0) {
                end();
            }
            return count;
        }

        private void end() throws IOException {
            try {
                int status = process.waitFor();
                listener.join();
                if (status != 0) {
                    String reason = Reason.firstLine(complaints.toString(StandardCharsets.UTF_8));
                    throw new IOException(
                            "'" + argv.get(argv.size() > 2 && argv.get(0).equals("sh") ? 2 : 0) + "' ended with status "
                                    + status + (reason.isEmpty() ? "" : ": " + reason));
                }
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for '" + argv.get(0) + "'", e);
            }
        }

        /** Takes in what the program complains of, the first of it to keep. */
        private void listen() {
            try (InputStream source = process.getErrorStream()) {
                byte[] buffer = new byte[MOST_COMPLAINTS];
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    complaints.write(buffer, 0, Math.min(count, MOST_COMPLAINTS - complaints.size()));
                }
            } catch (IOException gone) {
                // nothing more to hear
            }
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            super.close();
        }
    }
}
