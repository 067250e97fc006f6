package org.barman4j.archive;

import java.io.IOException;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;
import org.barman4j.wal.WalScan;
import org.barman4j.wal.WalStore;

/** Writes the catalogue of one server's WAL anew from the files of the archive. */
public final class RebuildXlogDbService {
    private final ServerConfig server;
    private final WalStore store;
    private final Notices notices;

    public RebuildXlogDbService(ServerConfig server, WalStore store, Notices notices) {
        this.server = server;
        this.store = store;
        this.notices = notices;
    }

    public void rebuild() {
        notices.info("Rebuilding xlogdb for server " + server.name());
        try {
            WalScan.Count count = store.rebuildCatalogue();
            notices.info("Done rebuilding xlogdb for server " + server.name() + " (history: " + count.histories()
                    + ", backup_labels: " + count.labels() + ", wal_file: " + count.segments() + ")");
        } catch (IOException e) {
            throw StorageException.because("rebuild the WAL catalogue of server " + server.name(), e);
        }
    }
}
