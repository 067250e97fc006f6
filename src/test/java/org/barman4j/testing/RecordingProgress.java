package org.barman4j.testing;

import java.util.ArrayList;
import java.util.List;
import org.barman4j.report.Progress;

/** Remembers each phase, with how much of what was expected has been done in it. */
public final class RecordingProgress implements Progress {
    private final List<String> heard = new ArrayList<>();
    private String phase = "";
    private long expected;
    private long done;

    @Override
    public synchronized void phase(String name, long expectedBytes) {
        finish();
        phase = name;
        expected = expectedBytes;
        done = 0;
    }

    @Override
    public synchronized void advance(long bytes) {
        done += bytes;
    }

    @Override
    public synchronized void end() {
        finish();
        phase = "";
    }

    private void finish() {
        if (!phase.isEmpty()) {
            heard.add(phase + ": " + done + " of " + expected);
        }
    }

    /** Each as "phase: bytes of bytes expected". */
    public synchronized List<String> heard() {
        end();
        return List.copyOf(heard);
    }
}
