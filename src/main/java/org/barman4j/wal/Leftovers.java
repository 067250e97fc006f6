package org.barman4j.wal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.io.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that a put-wal which was killed left half-written in the incoming directory, where nobody else looks at them. */
public final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final Pattern NAME = Pattern.compile("\\.([0-9]{1,9})-.+");
    private static final Duration AGE = Duration.ofHours(1);

    private Leftovers() {}

    /** Removes those that are old and whose process is gone. */
    public static void remove(Path incoming, Instant now, Disk disk) {
        File[] hidden = incoming.toFile().listFiles((parent, name) -> name.startsWith("."));
        for (File file : hidden == null ? new File[0] : hidden) {
            Matcher name = NAME.matcher(file.getName());
            boolean old = Instant.ofEpochMilli(file.lastModified()).plus(AGE).isBefore(now);
            if (old
                    && name.matches()
                    && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                try {
                    disk.delete(file.toPath());
                    log.info("removed {}, which a killed put-wal left", file);
                } catch (IOException e) {
                    log.warn("cannot remove {}: {}", file, e.getMessage());
                }
            }
        }
    }
}
