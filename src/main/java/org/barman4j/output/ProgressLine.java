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
    private final int width;
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
     * @param width how long the line may be that is shown
     * @param screen takes the line to show, and an empty one when there is none any more
     * @param clock gives the time in nanoseconds
     */
    ProgressLine(String subject, int width, Consumer<String> screen, LongSupplier clock) {
        this.subject = subject;
        this.width = width;
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
        screen.accept(fitting());
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
        screen.accept(fitting());
        if (clock.getAsLong() - logged >= LOG_NANOS) {
            logged = clock.getAsLong();
            LOG.info("{}{}", words(), figures());
        }
    }

    /** Where there is no room for all of it, the words have to give way before the figures. */
    private String fitting() {
        String figures = figures();
        String words = words();
        int room = Math.max(0, width - figures.length());
        String line = words.substring(0, Math.min(room, words.length())) + figures;
        return line.substring(0, Math.min(width, line.length()));
    }

    private String words() {
        return subject + ": " + phase;
    }

    private String figures() {
        if (done <= 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(", ").append(ByteSize.pretty(done));
        if (expected >= done) { // else nobody knows how much there is
            text.append(" of ").append(ByteSize.pretty(expected));
            text.append(" (").append(100 * done / expected).append(" %)");
        }
        double seconds = (clock.getAsLong() - start) / NANOS;
        if (seconds >= 1) {
            text.append(", ").append(ByteSize.pretty(done / seconds)).append("/s");
            if (expected > done) {
                Duration left = Duration.ofSeconds((long) (seconds * (expected - done) / done));
                text.append(", ").append(HumanDuration.brief(left)).append(" left");
            }
        }
        return text.toString();
    }
}
