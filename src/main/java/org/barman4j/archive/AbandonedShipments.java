package org.barman4j.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.io.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code put-wal} had received when it died. Nobody waits for it: the client sends the file again.
 *
 * <p>A process that runs where its number means nothing to us loses its file, too, and tells its client so.
 */
public final class AbandonedShipments {
    private static final Logger log = LoggerFactory.getLogger(AbandonedShipments.class);
    private static final Pattern TEMPORARY = Pattern.compile("\\.(\\d{1,18})-.+", Pattern.DOTALL);

    private final Path directory;
    private final Disk disk;

    public AbandonedShipments(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** Where this process keeps a file as long as it is not known to be sound. */
    static Path temporary(Path directory, String name) {
        return directory.resolve("." + ProcessHandle.current().pid() + "-" + name);
    }

    /** Removes it. */
    void remove() {
        String[] hidden = directory.toFile().list((parent, name) -> name.startsWith("."));
        for (String name : hidden == null ? new String[0] : hidden) {
            Matcher parts = TEMPORARY.matcher(name);
            if (parts.matches()
                    && ProcessHandle.of(Long.parseLong(parts.group(1))).isEmpty()) {
                delete(directory.resolve(name));
            }
        }
    }

    private void delete(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            log.warn("cannot remove {}, which a put-wal that has died left behind: {}", file, e.toString());
        }
    }
}
