package org.barman4j.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.barman4j.io.LocalDisk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;

/** A program that takes a lock of ours, says so, and holds it until its standard input ends. */
public final class LockHolder implements AutoCloseable {
    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    /** Starts another JVM that takes a lock, and returns when it has it. */
    public static LockHolder start(Path directory, LockName name) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.toString(),
                        name.fileName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != 'h') {
            process.destroyForcibly();
            throw new IllegalStateException("the lock " + name + " was not free");
        }
        return new LockHolder(process);
    }

    public long pid() {
        return process.pid();
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

    @SuppressWarnings("unused") // held until the end of the block, or of the process
    public static void main(String[] words) throws IOException {
        Locks locks = new Locks(Path.of(words[0]), new LocalDisk());
        try (HeldLock held = locks.acquire(new LockName(words[1]))) {
            System.out.print("h");
            System.out.flush();
            while (System.in.read() >= 0) {
                // nobody has anything to say to it
            }
        }
    }
}
