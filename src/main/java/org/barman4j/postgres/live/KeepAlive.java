package org.barman4j.postgres.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.barman4j.postgres.PostgresException;

/**
 * Uses a session now and then, so that no firewall takes it for dead. If it is lost all the same, the thread that made
 * this is interrupted.
 */
public final class KeepAlive implements AutoCloseable {
    private final PostgresSession session;
    private final Duration interval;
    private final Thread owner = Thread.currentThread();
    private final Thread thread = new Thread(this::run, "keepalive");
    private volatile boolean lost;

    /** @param interval zero for never */
    public KeepAlive(PostgresSession session, Duration interval) {
        this.session = session;
        this.interval = interval;
        if (!interval.isZero()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(interval.toMillis());
                session.value("SELECT 1");
            }
        } catch (InterruptedException closed) {
            // nobody needs the session any longer
        } catch (PostgresException e) {
            lost = true;
            owner.interrupt();
        }
    }

    /** Whether the session was lost. */
    public boolean hasLost() {
        return lost;
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            owner.interrupt();
        }
    }
}
