package org.barman4j.recovery;

import java.time.Duration;
import java.util.Optional;
import org.barman4j.archive.SwitchWalService;
import org.barman4j.archive.WalWait;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.xlog.Lsn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets what a server has written since its last full segment into the archive, if the server is up. */
public final class WalCatchUp {
    private static final Logger log = LoggerFactory.getLogger(WalCatchUp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SwitchWalService switching;
    private final WalWait waiting;
    private final Notices notices;

    /** Neither of the two services should say anything. */
    public WalCatchUp(SwitchWalService switching, WalWait waiting, Notices notices) {
        this.switching = switching;
        this.waiting = waiting;
        this.notices = notices;
    }

    /**
     * Does so, and returns whether there may be more WAL now.
     *
     * @param position one that the server must have got to; else it is left alone
     */
    boolean run(Optional<Lsn> position) {
        try {
            String closed = position.map(switching::switchWalBehind).orElseGet(() -> switching.switchWal(false));
            if (closed.isEmpty()) {
                return false;
            }
            notices.advice(
                    "The target is behind the last WAL in the archive, so the server has been told to close the WAL"
                            + " file " + closed + ", which is awaited now.");
            waiting.await(closed, PATIENCE);
            return true;
        } catch (BarmanException unwilling) {
            log.info("The server can't be asked for what is not archived yet: {}", unwilling.getMessage());
            return false;
        }
    }
}
