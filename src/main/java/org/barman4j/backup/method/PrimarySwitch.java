package org.barman4j.backup.method;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.postgres.live.WalSwitch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the primary of a standby close WAL files until the standby has ended its backup, which waits for the one that the
 * backup ends in.
 */
final class PrimarySwitch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PrimarySwitch.class);
    private static final int TIMES = 10;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final LiveServer live;
    private final Duration checkpointPatience;
    private final Thread thread = new Thread(this::run, "primary-switch");

    /** @param live with a connection to the primary that nobody else uses */
    PrimarySwitch(LiveServer live, ServerConfig server) {
        this.live = live;
        this.checkpointPatience = Duration.ofSeconds(server.required(Options.PRIMARY_CHECKPOINT_TIMEOUT));
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (live) {
            TimeUnit.SECONDS.sleep(1); // it may be over by then
            PostgresSession primary = live.primarySession().orElse(null);
            if (primary == null) {
                log.warn("cannot reach the primary to switch WAL files: {}", live.primaryError());
                return;
            }
            for (int time = 0; time < TIMES; time++) {
                WalSwitch.run(primary);
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
            if (!checkpointPatience.isZero()) {
                log.warn(
                        "Barman attempted to switch WALs {} times on the primary server, but the backup has not yet"
                                + " completed. A checkpoint will be forced on the primary server in {} seconds to"
                                + " ensure the backup can complete.",
                        TIMES,
                        checkpointPatience.toSeconds());
                TimeUnit.MILLISECONDS.sleep(checkpointPatience.toMillis());
                primary.execute("CHECKPOINT");
                WalSwitch.run(primary);
            }
        } catch (InterruptedException over) {
            // the backup has ended
        } catch (PostgresException e) {
            log.warn("cannot switch WAL files of the primary: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
