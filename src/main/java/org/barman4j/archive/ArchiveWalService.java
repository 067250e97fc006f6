package org.barman4j.archive;

import java.util.List;
import org.barman4j.config.ServerConfig;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockBusyException;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;

/** Moves what has come in to the archive of one server. Only one process at a time does that. */
public final class ArchiveWalService {
    private final ServerConfig server;
    private final Locks locks;
    private final AbandonedShipments abandoned;
    private final List<WalArchiver> archivers;
    private final Notices notices;

    public ArchiveWalService(
            ServerConfig server,
            Locks locks,
            AbandonedShipments abandoned,
            List<WalArchiver> archivers,
            Notices notices) {
        this.server = server;
        this.locks = locks;
        this.abandoned = abandoned;
        this.archivers = List.copyOf(archivers);
        this.notices = notices;
    }

    /**
     * Archives one batch from each place where WAL comes in.
     *
     * @param verbose whether to say so if there was nothing
     */
    public void archive(boolean verbose) {
        notices.debug("Starting archive-wal for server " + server.name());
        try (HeldLock lock = locks.acquire(LockName.archiveWal(server.name()))) {
            abandoned.remove();
            for (WalArchiver archiver : archivers) {
                archiver.archive(verbose);
            }
        } catch (LockBusyException busy) {
            notices.info("Another archive-wal process is already running on server " + server.name()
                    + ". Skipping to the next server");
        }
    }
}
