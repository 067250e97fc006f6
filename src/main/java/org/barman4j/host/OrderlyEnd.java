package org.barman4j.host;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work come to a proper end when the program is told to end, by Ctrl-C or a signal: the thread that works is
 * interrupted, and the program goes on until that has finished, for a while at least. For somebody else's program, a guest,
 * that while is short.
 */
public final class OrderlyEnd {
    private static final long PATIENCE_SECONDS = 60;

    /** So long may somebody else's program go on that the worker waits for while it is shielded. */
    private static final long GUEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** Exit codes above this one tell of the signal that ended a program. */
    private static final int SIGNALLED = 128;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final CtrlC ctrlC = new CtrlC();
    private final CountDownLatch told = new CountDownLatch(1);
    private Thread worker;
    private boolean shielded;
    private boolean hosting;
    private long since;
    private volatile boolean requested;
    private volatile int status;

    /** From now on this thread is interrupted before the program ends. */
    public synchronized void watch() {
        if (worker == null) {
            worker = Thread.currentThread();
            ctrlC.watch();
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "orderly-end"));
        }
    }

    private void end() {
        if (finished.getCount() == 0) {
            return; // which is why the program ends
        }
        synchronized (this) {
            requested = true;
            since = System.nanoTime();
            told.countDown();
            if (!shielded) {
                worker.interrupt();
            }
        }
        try {
            for (int second = 0; second < PATIENCE_SECONDS; second++) {
                if (finished.await(1, TimeUnit.SECONDS)) {
                    Runtime.getRuntime()
                            .halt(status); // and not with that of the signal: what there was to say has been said
                }
                endGuest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void endGuest() {
        if (hosting && System.nanoTime() - since > GUEST_NANOS) {
            worker.interrupt();
        }
    }

    /** The same host, for programs that are not ours, such as hooks: they must not keep us from ending for long. */
    public Host guests(Host host) {
        return new Host() {
            @Override
            public CommandResult run(Command command) {
                begin();
                try {
                    CommandResult result = host.run(command);
                    if (result.status() > SIGNALLED) {
                        hearOfSignal();
                    }
                    return result;
                } finally {
                    end();
                }
            }

            private void begin() {
                synchronized (OrderlyEnd.this) {
                    hosting = true;
                    since = System.nanoTime();
                }
            }

            private void end() {
                synchronized (OrderlyEnd.this) {
                    hosting = false;
                    if (shielded) {
                        Thread.interrupted(); // which was meant for the program
                    }
                }
            }

            @Override
            public String label() {
                return host.label();
            }
        };
    }

    /**
     * Ctrl-C reaches a guest as well, which may have ended by it before this program knows that it is to end: nothing may be
     * begun in between.
     */
    private void hearOfSignal() {
        try {
            if (worker != null) {
                told.await(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets time pass, but not when the program is told to end, or has been before. */
    public void pause(Duration time) throws InterruptedException {
        if (told.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException();
        }
    }

    /** What the worker does from now on has to be done all the same, so that it is not interrupted any more. */
    public synchronized void shield() {
        shielded = true;
        Thread.interrupted();
    }

    /** That has been done. */
    public synchronized void expose() {
        if (shielded) {
            Thread.interrupted();
        }
        shielded = false;
    }

    /** Whether the program has been told to end. */
    public boolean isRequested() {
        return requested;
    }

    /** Whether it was told so by somebody at the keyboard. */
    public boolean isByKeyboard() {
        return ctrlC.isPressed();
    }

    /** There is nothing left to do, and the program may end with this exit code. */
    public void finish(int exitCode) {
        status = exitCode;
        finished.countDown();
    }
}
