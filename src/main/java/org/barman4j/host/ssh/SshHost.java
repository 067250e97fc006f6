package org.barman4j.host.ssh;

import java.util.List;
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

    private final List<String> argv;
    private final SshTarget target;
    private final String label;
    private final Disk disk;
    private final Semaphore channels = new Semaphore(MAX_SESSIONS, true);
    private SshSession session;

    SshHost(List<String> argv, SshTarget target, String label, Disk disk) {
        this.argv = List.copyOf(argv);
        this.target = target;
        this.label = label;
        this.disk = disk;
    }

    @Override
    public CommandResult run(Command command) {
        String text = RemoteShell.text(command, label);
        Deadline deadline = Deadline.after(command.timeout());
        try {
            if (!channels.tryAcquire(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
                throw CommandFailedException.tooSlow(command, label);
            }
            try {
                return send(text, deadline);
            } finally {
                channels.release();
            }
        } catch (SshFailure e) {
            if (deadline.passed()) {
                throw CommandFailedException.tooSlow(command, label);
            }
            return e.result();
        } catch (SshChannel.TooSlowException e) {
            throw CommandFailedException.tooSlow(command, label);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.interrupted(command, label);
        }
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<String> argv() {
        return argv;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
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
        if (session == null || !session.isOpen()) {
            session = SshSession.open(target, disk, deadline);
        }
        return session;
    }
}
