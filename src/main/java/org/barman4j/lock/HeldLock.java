package org.barman4j.lock;

import java.io.IOException;

/** A lock that this process owns until it is closed, or until the process ends, however that happens. */
public final class HeldLock implements AutoCloseable {
    private final Process holder;

    HeldLock(Process holder) {
        this.holder = holder;
    }

    /** Gives the lock back. When this returns, another process can take it. */
    @Override
    public void close() {
        try {
            holder.getOutputStream().close();
            holder.waitFor();
        } catch (IOException e) {
            holder.destroy();
        } catch (InterruptedException e) {
            holder.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
