package org.barman4j.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long MEBIBYTE = 1 << 20;

    private final AtomicLong clock = new AtomicLong();
    private final AtomicReference<String> shown = new AtomicReference<>("");
    private ProgressLine line = line(200);

    private ProgressLine line(int width) {
        return new ProgressLine("main", width, shown::set, clock::get);
    }

    @AfterEach
    void end() {
        line.end();
    }

    private String after(long seconds, long bytes) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        line.advance(bytes);
        line.show();
        return shown.get();
    }

    @Test
    void tellsHowFarItHasGotAndHowLongItWillTake() {
        line.phase("copying files", 100 * MEBIBYTE);

        assertThat(after(10, 0)).isEqualTo("main: copying files");
        assertThat(after(10, 20 * MEBIBYTE))
                .isEqualTo("main: copying files, 20.0 MiB of 100.0 MiB (20 %), 1.0 MiB/s, 1 min left");
    }

    @Test
    void aWaitBeforeTheFirstByteIsAPhaseOfItsOwnAndDoesNotCount() {
        line.phase("waiting for the checkpoint", 0);
        assertThat(after(300, 0)).isEqualTo("main: waiting for the checkpoint");

        line.phase("copying files", 100 * MEBIBYTE);

        assertThat(after(1, 10 * MEBIBYTE))
                .isEqualTo("main: copying files, 10.0 MiB of 100.0 MiB (10 %), 10.0 MiB/s, 9 s left");
    }

    @Test
    void whatIsMoreThanExpectedIsNoShareOfIt() {
        line.phase("copying files", 3 * MEBIBYTE);

        assertThat(after(2, 24 * MEBIBYTE)).isEqualTo("main: copying files, 24.0 MiB, 12.0 MiB/s");
        assertThat(after(0, -21 * MEBIBYTE)).contains(" 3.0 MiB of 3.0 MiB (100 %)");
    }

    @Test
    void whereItIsNarrowWordsGoBeforeFigures() {
        String figures = ", 20.0 MiB of 100.0 MiB (20 %), 1.0 MiB/s, 1 min left";
        line = line(figures.length() + 12);
        line.phase("copying files", 100 * MEBIBYTE);
        assertThat(after(20, 20 * MEBIBYTE)).isEqualTo("main: copyin" + figures);
        line.end();

        line = line(8);
        line.phase("copying files", 100 * MEBIBYTE);
        assertThat(shown.get()).isEqualTo("main: co");
        assertThat(after(20, 20 * MEBIBYTE)).isEqualTo(figures.substring(0, 8));
    }
}
