package org.barman4j.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work come to a proper end when the program is told to end, by Ctrl-C or a signal: the thread that works is
 * interrupted, and the program goes on until that has finished, for a while at least.
 */
public final class OrderlyEnd {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private Thread worker;
    private boolean shielded;
    private volatile boolean requested;
    private volatile int status;

    /** From now on this thread is interrupted before the program ends. */
    public synchronized void watch() {
        if (worker == null) {
            worker = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "orderly-end"));
        }
    }

    private void end() {
        if (finished.getCount() == 0) {
            return; // which is why the program ends
        }
        synchronized (this) {
            requested = true;
            if (!shielded) {
                worker.interrupt();
            }
        }
        try {
            if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime()
                        .halt(status); // and not with that of the signal: what there was to say has been said
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the worker does from now on has to be done all the same, so that it is not interrupted any more. */
    public synchronized void shield() {
        shielded = true;
        Thread.interrupted();
    }

    /** That has been done. */
    public synchronized void expose() {
        shielded = false;
    }

    /** Whether the program has been told to end. */
    public boolean isRequested() {
        return requested;
    }

    /** There is nothing left to do, and the program may end with this exit code. */
    public void finish(int exitCode) {
        status = exitCode;
        finished.countDown();
    }
}
