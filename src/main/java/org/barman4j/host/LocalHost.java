package org.barman4j.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** This machine. */
public final class LocalHost implements Host {
    @Override
    public CommandResult run(Command command) {
        Deadline deadline = Deadline.after(command.timeout());
        Process process = start(command);
        try {
            process.getOutputStream().close();
            Drain complaints = Drain.of(process.getErrorStream(), command.mostOutput());
            Drain output = Drain.of(process.getInputStream(), command.mostOutput());
            if (!process.waitFor(deadline.remainingMillis(), TimeUnit.MILLISECONDS)
                    || !output.ended(deadline) // a child that the program left behind may hold them open
                    || !complaints.ended(deadline)) {
                process.destroyForcibly();
                throw CommandFailedException.tooSlow(command, label());
            }
            return new CommandResult(process.exitValue(), output.text(), complaints.text());
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw CommandFailedException.interrupted(command, label());
        } catch (IOException e) {
            process.destroy();
            throw CommandFailedException.notStarted(command, label(), e);
        }
    }

    @Override
    public String label() {
        return "this host";
    }

    private static void end(Process process) {
        ProcessTree tree = new ProcessTree(process);
        try {
            tree.end();
        } catch (InterruptedException again) {
            tree.kill();
        }
    }

    private Process start(Command command) {
        ProcessBuilder builder = new ProcessBuilder(command.argv());
        builder.environment().putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw CommandFailedException.notStarted(command, label(), e);
        }
    }

    /** Reads a stream to its end beside the caller, so that neither pipe of a process can fill up and block it. */
    private static final class Drain implements Runnable {
        private final InputStream source;
        private final int most;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final Thread thread = new Thread(this, "drain");

        private Drain(InputStream source, int most) {
            this.source = source;
            this.most = most;
        }

        static Drain of(InputStream source, int most) {
            Drain drain = new Drain(source, most);
            drain.thread.setDaemon(true);
            drain.thread.start();
            return drain;
        }

        @Override
        public void run() {
            try (source) {
                byte[] piece = new byte[1 << 13];
                for (int length = source.read(piece); length >= 0; length = source.read(piece)) {
                    content.write(piece, 0, Math.min(length, most - content.size()));
                }
            } catch (IOException closed) {
                // the program has been ended, and nobody asks for what it said
            }
        }

        boolean ended(Deadline deadline) throws InterruptedException {
            thread.join(Math.max(1, deadline.remainingMillis()));
            return !thread.isAlive();
        }

        String text() {
            return content.toString(StandardCharsets.UTF_8);
        }
    }
}
