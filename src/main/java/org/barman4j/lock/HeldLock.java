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
        } catch (IOException e) {
            holder.destroy();
        }
        end(holder);
    }

    /** Waits for a helper that is about to end, which an interrupted thread does too: it has locks to give back. */
    static int end(Process holder) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return holder.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
