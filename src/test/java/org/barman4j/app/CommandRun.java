package org.barman4j.app;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;

/** One run of the program inside the test, with all that it printed. */
record CommandRun(int status, ByteArrayOutputStream output, String err) {
    static CommandRun of(Clock clock, List<String> words) {
        return of(clock, words, new LocalDisk(), InputStream.nullInputStream());
    }

    static CommandRun of(Clock clock, List<String> words, Disk disk, InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of("HOME", "/nonexistent");
        int status = Main.run(words, new Surroundings(environment, clock, disk, in, out, err));
        return new CommandRun(status, out, err.toString(StandardCharsets.UTF_8));
    }

    /** Standard output as text. */
    String out() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
