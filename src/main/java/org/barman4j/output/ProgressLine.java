package org.barman4j.output;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.barman4j.report.Progress;
import org.barman4j.text.ByteSize;
import org.barman4j.text.HumanDuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far something has got, in one line that is written over again and again, and now and then in the log. */
final class ProgressLine implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger("barman");
    private static final long TICK_MILLIS = 500;
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final double NANOS = 1e9;

    private final String subject;
    private final Consumer<String> screen;
    private final LongSupplier clock;
    private String phase = "";
    private long expected;
    private long done;
    private long start;
    private long logged;
    private Thread ticker;

    /**
     * For one task.
     *
     * @param subject what it is about
     * @param screen takes the line to show, and an empty one when there is none any more
     * @param clock gives the time in nanoseconds
     */
    ProgressLine(String subject, Consumer<String> screen, LongSupplier clock) {
        this.subject = subject;
        this.screen = screen;
        this.clock = clock;
    }

    @Override
    public synchronized void phase(String name, long expectedBytes) {
        phase = name;
        expected = expectedBytes;
        done = 0;
        start = clock.getAsLong();
        logged = start;
        if (ticker == null) {
            ticker = new Thread(this::tick, "progress");
            ticker.setDaemon(true);
            ticker.start();
        }
        screen.accept(text());
    }

    @Override
    public synchronized void advance(long bytes) {
        done += bytes;
    }

    @Override
    public synchronized void end() {
        if (ticker != null) {
            ticker.interrupt();
            ticker = null;
            screen.accept("");
        }
    }

    private void tick() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
                show();
            }
        } catch (InterruptedException ended) {
            // the line has been taken away
        }
    }

    synchronized void show() {
        if (ticker == null) {
            return;
        }
        screen.accept(text());
        if (clock.getAsLong() - logged >= LOG_NANOS) {
            logged = clock.getAsLong();
            LOG.info("{}", text());
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder(subject + ": " + phase);
        double seconds = (clock.getAsLong() - start) / NANOS;
        if (done > 0) {
            text.append(", ").append(ByteSize.pretty(done));
            if (expected > 0) {
                long percent = Math.min(100, 100 * done / expected);
                text.append(" of ").append(ByteSize.pretty(expected));
                text.append(" (").append(percent).append(" %)");
            }
            if (seconds >= 1) {
                text.append(", ").append(ByteSize.pretty(done / seconds)).append("/s");
                if (expected > done) {
                    Duration left = Duration.ofSeconds((long) (seconds * (expected - done) / done));
                    text.append(", ").append(HumanDuration.of(left)).append(" left");
                }
            }
        }
        return text.toString();
    }
}
