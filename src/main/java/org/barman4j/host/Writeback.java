package org.barman4j.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the system write to the storage what others write to a file system, while they are still at it. Left alone, it
 * would begin when memory is full, or when all is there and has to be made durable.
 */
public final class Writeback implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Writeback.class);
    private static final long PAUSE_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Command command;
    private final Thread thread = new Thread(this::run, "writeback");

    /** @param directory anywhere on that file system */
    public Writeback(Path directory) {
        this.command = new Command(List.of("sync", "--file-system", directory.toString()), Map.of(), PATIENCE);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        LocalHost here = new LocalHost();
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                if (!here.run(command).succeeded()) {
                    return; // what matters is forced to the storage later anyway
                }
            }
        } catch (InterruptedException over) {
            // nobody writes any more
        } catch (CommandFailedException e) {
            log.debug("no early writing: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
