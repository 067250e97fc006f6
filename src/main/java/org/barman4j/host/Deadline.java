package org.barman4j.host;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time up to which something may take, for a limit of any size. */
public final class Deadline {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** The moment when the limit is used up, counted from now. */
    public static Deadline after(Duration limit) {
        Duration wait = limit.compareTo(FOR_EVER) < 0 ? limit : FOR_EVER;
        return new Deadline(System.nanoTime() + wait.toNanos());
    }

    /** What is left, 0 when nothing is. */
    public long remainingMillis() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
    }

    public boolean passed() {
        return remainingMillis() == 0;
    }
}
