package org.barman4j.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.catalog.ServerIdentity;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.BarmanException;
import org.barman4j.wal.IncomingWal;
import org.barman4j.wal.LatestWal;
import org.barman4j.wal.WalPageHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps WAL of other clusters out of an archive.
 *
 * <p>The archive's cluster is the one of {@code identity.json}, and otherwise that which wrote the newest segment. Without
 * either, the first segment to come decides.
 */
public final class WalGate {
    private static final Logger log = LoggerFactory.getLogger(WalGate.class);

    private final ServerConfig server;
    private final WalCompression compression;
    private boolean open;
    private String systemId = "";
    private long segmentSize;

    public WalGate(ServerConfig server, WalCompression compression) {
        this.server = server;
        this.compression = compression;
    }

    /** Why a segment does not belong here; empty if it does, or if nothing speaks against it. */
    String objection(IncomingWal wal) {
        if (wal.header().isEmpty()) {
            return "";
        }
        WalPageHeader page = wal.header().get();
        if (!open) {
            learn();
            open = true;
        }
        if (systemId.isEmpty()) {
            systemId = page.systemId();
        }
        if (!page.systemId().equals(systemId)) {
            return "it belongs to another PostgreSQL cluster (system identifier " + page.systemId() + ", not "
                    + systemId + ")";
        }
        if (segmentSize == 0) {
            segmentSize = page.segmentSize();
        }
        return page.segmentSize() == segmentSize
                ? ""
                : "its cluster has WAL segments of " + page.segmentSize() + " bytes, not " + segmentSize;
    }

    private void learn() {
        Optional<WalPageHeader> archived = newestArchived();
        systemId = identity().or(() -> archived.map(WalPageHeader::systemId)).orElse("");
        segmentSize = archived.map(WalPageHeader::segmentSize).orElse(0L);
    }

    private Optional<String> identity() {
        try {
            return ServerIdentity.read(server.path(Options.BACKUP_DIRECTORY)).map(ServerIdentity::systemId);
        } catch (BarmanException damaged) {
            log.warn("{}", damaged.getMessage()); // archiving goes on; 'check' is there to complain
            return Optional.empty();
        }
    }

    private Optional<WalPageHeader> newestArchived() {
        var latest = LatestWal.byTimeline(server.path(Options.WALS_DIRECTORY));
        return latest.isEmpty() ? Optional.empty() : header(latest.get(latest.lastKey()));
    }

    private Optional<WalPageHeader> header(Path file) {
        try {
            String format =
                    compression.identifyArchived(WalCompression.start(file)).orElse("");
            return WalPageHeader.read(file, format, compression);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
