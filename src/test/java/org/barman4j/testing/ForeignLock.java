package org.barman4j.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A lock taken by another program than ours: util-linux's {@code flock(1)}, or Python as in Barman itself. */
public final class ForeignLock implements AutoCloseable {
    private static final String PYTHON =
            """
            import fcntl, os, sys, time
            lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(lock, 0)
            os.write(lock, b"%d\\n" % os.getpid())
            print("h", flush=True)
            try:
                time.sleep(600)
            except KeyboardInterrupt:
                sys.exit(3)
            """;

    /** Barman's own classes for locks. */
    private static final String BARMAN =
            """
            import sys, time
            from barman import lockfile
            lock = getattr(lockfile, sys.argv[2])(sys.argv[1], sys.argv[3])
            lock.acquire()
            print("h", flush=True)
            try:
                time.sleep(600)
            except KeyboardInterrupt:
                sys.exit(3)
            """;

    private final Process process;

    private ForeignLock(Process process) {
        this.process = process;
    }

    /** Holds a file with flock(1), which leaves its content alone. */
    public static ForeignLock byFlock(Path file) throws IOException {
        return start(List.of("flock", "--nonblock", "--no-fork", file.toString(), "sh", "-c", "echo h; exec cat"));
    }

    /** Holds a file as Python's Barman does, with the process id in it, until a SIGINT comes. */
    public static ForeignLock byPython(Path file) throws IOException {
        return start(List.of("/usr/bin/python3", "-c", PYTHON, file.toString()));
    }

    /** Takes a lock by the Barman that is installed, until a SIGINT comes. */
    public static ForeignLock byBarman(Path directory, String lock, String server) throws IOException {
        return start(List.of("/usr/bin/python3", "-c", BARMAN, directory.toString(), lock, server));
    }

    /** Whether Python can take the lock right now. */
    public static boolean isFreeForPython(Path file) throws IOException {
        return succeeds(PYTHON, file.toString());
    }

    /** Whether the Barman that is installed can take the lock right now. */
    public static boolean isFreeForBarman(Path directory, String lock, String server) throws IOException {
        return succeeds(BARMAN, directory.toString(), lock, server);
    }

    private static boolean succeeds(String script, String... words) throws IOException {
        List<String> argv =
                new ArrayList<>(List.of("/usr/bin/python3", "-c", script.replace("time.sleep(600)", "pass")));
        argv.addAll(List.of(words));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        return process.getInputStream().read() == 'h';
    }

    /** Whether flock(1) can take the lock right now. */
    public static boolean isFreeForFlock(Path file) throws IOException, InterruptedException {
        return new ProcessBuilder("flock", "--nonblock", file.toString(), "true")
                        .start()
                        .waitFor()
                == 0;
    }

    private static ForeignLock start(List<String> argv) throws IOException {
        Process process = new ProcessBuilder(new ArrayList<>(argv))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != 'h') {
            process.destroyForcibly();
            throw new IllegalStateException("could not take the lock with " + argv.get(0));
        }
        return new ForeignLock(process);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code of a holder that has ended. */
    public int status() {
        return process.exitValue();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
