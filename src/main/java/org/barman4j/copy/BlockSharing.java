package org.barman4j.copy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the file system give one file the content of another, if it can: XFS and Btrfs let them share their blocks until one
 * of them is changed, so that nothing has to be read, written, or found room for.
 */
public final class BlockSharing {
    private static final Logger log = LoggerFactory.getLogger(BlockSharing.class);
    private static final long WORTHWHILE = 1 << 20; // less is copied before a program has started
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private volatile boolean possible = true;

    /** Fills an empty file, or leaves it empty and returns false. After a refusal no other file is tried. */
    public boolean share(Path source, long size, Path target) throws InterruptedException {
        if (size < WORTHWHILE || !possible) {
            return false;
        }
        List<String> words = List.of("cp", "--reflink=always", "--", source.toString(), target.toString());
        try {
            CommandResult result = new LocalHost().run(new Command(words, Map.of(), PATIENCE));
            if (result.succeeded()) {
                return true;
            }
            log.debug("no blocks are shared: {}", result.complaints().strip());
        } catch (CommandFailedException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            log.debug("no blocks are shared: {}", e.getMessage());
        }
        if (Files.exists(source)) { // what has vanished says nothing of the others
            possible = false;
        }
        return false;
    }
}
