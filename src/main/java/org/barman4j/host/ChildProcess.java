package org.barman4j.host;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that runs for long, is listened to line by line, and never outlives this process, however that ends.
 *
 * <p>A small shell stands between: it ends the program when its own standard input does, which the kernel closes if we
 * are killed. Ctrl-C at the terminal reaches neither of the two, so that it is up to us when the program ends.
 */
public final class ChildProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 15;

    /** Ends the program with SIGTERM, and with SIGKILL if it takes no notice for ten seconds. */
    private static final String KEEPER =
            """
            trap '' INT
            exec 3<&0 </dev/null
            "$@" 3<&- &
            child=$!
            exec 2>/dev/null
            {
              read -r nothing <&3
              kill -TERM $child
              for second in 1 2 3 4 5 6 7 8 9 10; do
                sleep 1
                kill -0 $child || exit
              done
              kill -KILL $child
            } >/dev/null &
            keeper=$!
            exec 3<&-
            wait $child
            status=$?
            kill $keeper
            exit $status
            """;

    private final Process process;
    private final Listener output;
    private final Listener complaints;

    private ChildProcess(Process process, Listener output, Listener complaints) {
        this.process = process;
        this.output = output;
        this.complaints = complaints;
    }

    /**
     * Starts a program. Its time limit does not count here. One that does not exist ends with status 127, as in a shell.
     *
     * @param output takes each line of its standard output; bytes are given as characters of ISO 8859-1
     * @param complaints takes each line of its standard error, in UTF-8, on a thread of its own
     * @throws CommandFailedException if not even a shell can be started
     */
    public static ChildProcess start(Command command, Consumer<String> output, Consumer<String> complaints) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh"));
        argv.addAll(command.argv());
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            return new ChildProcess(
                    process,
                    Listener.to(process.getInputStream(), true, output),
                    Listener.to(process.getErrorStream(), false, complaints));
        } catch (IOException e) {
            throw CommandFailedException.notStarted(command, "this host", e);
        }
    }

    /** Waits for the end, and returns the exit status: 128 + N after a signal N. */
    public int await() throws InterruptedException {
        int status = process.waitFor();
        output.join();
        complaints.join();
        return status;
    }

    /** Ends the program if it is still running, and returns when it has ended. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a stream apart into lines, which may end in a carriage return, as progress does. */
    private static final class Listener implements Runnable {
        private final InputStream source;
        private final boolean bytes;
        private final Consumer<String> lines;
        private final Thread thread = new Thread(this, "listener");

        private Listener(InputStream source, boolean bytes, Consumer<String> lines) {
            this.source = new BufferedInputStream(source, 1 << 16);
            this.bytes = bytes;
            this.lines = lines;
        }

        static Listener to(InputStream source, boolean bytes, Consumer<String> lines) {
            Listener listener = new Listener(source, bytes, lines);
            listener.thread.setDaemon(true);
            listener.thread.start();
            return listener;
        }

        void join() throws InterruptedException {
            thread.join();
        }

        @Override
        public void run() {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try (source) {
                for (int next = source.read(); next >= 0; next = source.read()) {
                    if (next != '\n' && next != '\r') {
                        line.write(next);
                    } else if (line.size() > 0) {
                        tell(line);
                    }
                }
            } catch (IOException closed) {
                // the program has been ended
            }
            if (line.size() > 0) {
                tell(line);
            }
        }

        private void tell(ByteArrayOutputStream line) {
            lines.accept(line.toString(bytes ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
