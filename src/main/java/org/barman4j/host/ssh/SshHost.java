package org.barman4j.host.ssh;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Deadline;
import org.barman4j.io.Disk;

/**
 * Another machine, reached over one connection inside this program, which the first command opens. A connection that
 * was lost between two commands is opened anew.
 *
 * <p>A command that runs out of time is asked to end over there, too.
 */
final class SshHost implements RemoteHost {
    /** How many commands sshd lets run on one connection, unless told otherwise; more have to wait. */
    private static final int MAX_SESSIONS = 10;

    private static final int ATTEMPTS = 40;
    private static final long PAUSE_MILLIS = 25;

    /** In how long a command ends whose connection is alive. */
    private static final long END_MILLIS = 2000;

    private final List<String> argv;
    private final SshTarget target;
    private final String label;
    private final Disk disk;
    private final Semaphore channels = new Semaphore(MAX_SESSIONS, true);
    private volatile SshSession session;

    SshHost(List<String> argv, SshTarget target, String label, Disk disk) {
        this.argv = List.copyOf(argv);
        this.target = target;
        this.label = label;
        this.disk = disk;
    }

    /** The library takes no notice of interruptions while it waits for the other side, so that somebody else does the waiting. */
    @Override
    public CommandResult run(Command command) {
        String text = RemoteShell.text(command, label);
        Deadline deadline = Deadline.after(command.timeout());
        FutureTask<CommandResult> call = new FutureTask<>(() -> call(text, deadline));
        Thread caller = new Thread(call, "ssh");
        caller.setDaemon(true);
        caller.start();
        try {
            return call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SshFailure failure && !deadline.passed()) {
                return failure.result();
            }
            if (e.getCause() instanceof SshFailure || e.getCause() instanceof SshChannel.TooSlowException) {
                throw CommandFailedException.tooSlow(command, label);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            caller.interrupt();
            if (!ends(caller)) {
                close();
            }
            Thread.currentThread().interrupt();
            throw CommandFailedException.interrupted(command, label);
        }
    }

    private CommandResult call(String text, Deadline deadline)
            throws SshFailure, InterruptedException, SshChannel.TooSlowException {
        if (!channels.tryAcquire(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
            throw new SshChannel.TooSlowException();
        }
        try {
            return send(text, deadline);
        } finally {
            channels.release();
        }
    }

    private static boolean ends(Thread caller) {
        try {
            caller.join(END_MILLIS);
        } catch (InterruptedException impatient) {
            return false;
        }
        return !caller.isAlive();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<String> argv() {
        return argv;
    }

    /** Waits for nobody, so that a host that does not answer can be given up. */
    @Override
    public void close() {
        SshSession last = session;
        session = null;
        if (last != null) {
            last.close();
        }
    }

    /** sshd counts a command for a moment longer than its end is known here, so that the next may come too early. */
    private CommandResult send(String text, Deadline deadline)
            throws SshFailure, InterruptedException, SshChannel.TooSlowException {
        for (int attempt = 1; ; attempt++) {
            try {
                return session(deadline).openChannel().run(text, deadline);
            } catch (SshChannel.NoChannel e) {
                if (attempt == ATTEMPTS || deadline.passed()) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** The present connection, or a new one if that is gone. */
    private synchronized SshSession session(Deadline deadline) throws SshFailure {
        SshSession present = session;
        if (present == null || !present.isOpen()) {
            present = SshSession.open(target, disk, deadline);
            session = present;
        }
        return present;
    }
}
