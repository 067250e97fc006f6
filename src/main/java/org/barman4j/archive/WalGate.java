package org.barman4j.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.barman4j.catalog.ServerIdentity;
import org.barman4j.codec.WalCompression;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.StorageException;
import org.barman4j.report.BarmanException;
import org.barman4j.wal.IncomingWal;
import org.barman4j.wal.LatestWal;
import org.barman4j.wal.WalPageHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps out of an archive what is no whole segment, and WAL of other clusters.
 *
 * <p>The archive's cluster is the one of {@code identity.json}, and otherwise that which wrote the newest readable segment,
 * and otherwise that which the server says it is. Only if it can't be asked either does the first segment to come decide.
 */
public final class WalGate {
    /** How many segments are looked into for one that tells its cluster. */
    private static final int MOST_TRIED = 100;

    private static final Logger log = LoggerFactory.getLogger(WalGate.class);

    private final ServerConfig server;
    private final WalCompression compression;
    private final Supplier<Optional<String>> live;
    private boolean open;
    private String systemId = "";
    private long segmentSize;

    /** @param live asks the server for its system identifier */
    public WalGate(ServerConfig server, WalCompression compression, Supplier<Optional<String>> live) {
        this.server = server;
        this.compression = compression;
        this.live = live;
    }

    /** In which way a segment is shorter, or longer, than it should be; empty if it isn't, or if that can't be told. */
    String shortness(IncomingWal wal) {
        if (!wal.isSegment() || wal.compression().equals(WalCompression.CUSTOM)) {
            return "";
        }
        if (wal.compression().isEmpty()) {
            return wal.header().isPresent() ? shortness(wal.size(), wal.header()) : beginning(wal);
        }
        try (InputStream content = compression.decompress(wal.path(), wal.compression())) {
            String problem = shortness(content.transferTo(OutputStream.nullOutputStream()), wal.header());
            return problem.isEmpty() ? "" : problem + " when it is decompressed";
        } catch (IOException cut) {
            return "can't be decompressed (" + StorageException.reason(cut) + ")";
        }
    }

    private static String shortness(long size, Optional<WalPageHeader> header) {
        return header.filter(page -> !page.fits(size))
                .map(page -> "has " + size + " bytes instead of " + page.segmentSize())
                .orElse("");
    }

    private static String beginning(IncomingWal wal) {
        try {
            return WalPageHeader.mayGrow(WalCompression.start(wal.path())) ? "has only " + wal.size() + " bytes" : "";
        } catch (IOException unreadable) {
            return ""; // reading it for the archive will tell
        }
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
        systemId = identity()
                .or(() -> archived.map(WalPageHeader::systemId))
                .or(live)
                .orElse("");
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
        return LatestWal.newestFirst(server.path(Options.WALS_DIRECTORY), MOST_TRIED).stream()
                .map(this::header)
                .flatMap(Optional::stream)
                .findFirst();
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
