package org.barman4j.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work come to a proper end when the program is told to end, by Ctrl-C or a signal: the thread that made this is
 * interrupted, and the program waits a while until it closes this.
 */
public final class OrderlyEnd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "orderly-end");
    private volatile boolean requested;

    public OrderlyEnd() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        requested = true;
        worker.interrupt();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return; // it hangs, and whoever wants us to end wants it now
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the program has been told to end. */
    public boolean isRequested() {
        return requested;
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the hook is running
        }
    }
}
