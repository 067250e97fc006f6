package org.barman4j.postgres;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket when the time to connect is over, whatever the connection waits for. Safe for use by several threads.
 */
final class ConnectTimeout implements AutoCloseable {
    private final long end;
    private final boolean limited;
    private Socket guarded = new Socket();
    private boolean over;
    private boolean expired;

    /** @param seconds 0 or less for no limit */
    ConnectTimeout(int seconds) {
        limited = seconds > 0;
        end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(2, seconds)); // less than 2 is 2, as in libpq
        if (limited) {
            Thread watch = new Thread(this::watch, "connect-timeout");
            watch.setDaemon(true);
            watch.start();
        }
    }

    /** Watches over this socket from now on, instead of the last one. */
    synchronized void guard(Socket socket) {
        guarded = socket;
        if (expired) {
            closeGuarded();
        }
    }

    /** What is left, or 0 for no limit. */
    synchronized int remainingMillis() {
        if (!limited || over) {
            return 0;
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    synchronized boolean isExpired() {
        return expired || (limited && !over && System.nanoTime() >= end);
    }

    /** Leaves the socket alone from now on. */
    @Override
    public synchronized void close() {
        over = true;
        notifyAll();
    }

    private synchronized void watch() {
        try {
            while (!over && System.nanoTime() < end) {
                wait(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!over) {
            expired = true;
            closeGuarded();
        }
    }

    private void closeGuarded() {
        try {
            guarded.close();
        } catch (IOException e) {
            return; // whoever uses it sees it soon enough
        }
    }
}
