package org.barman4j.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.StorageException;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.postgres.live.Privileges;
import org.barman4j.report.RefusedException;

/** Estimates what the next full backup of one server will take, from its size now and from what the last one took. */
public final class EstimateSizeService {
    private final LiveServer live;
    private final ServerConfig server;
    private final ServerCatalog stores;

    public EstimateSizeService(LiveServer live, ServerCatalog stores) {
        this.live = live;
        this.server = live.config();
        this.stores = stores;
    }

    /**
     * Asks the server for its size and the catalogue for experience.
     *
     * @throws RefusedException if the server can't be reached or does not let its user ask
     */
    public SizeEstimate estimate() {
        long size = clusterSize();
        Optional<BackupInfo> example = stores.catalog().load().newest(EstimateSizeService::isExample);
        double ratio = example.map(EstimateSizeService::ratio).orElse(1.0);
        Path directory = existing(server.path(Options.BASEBACKUPS_DIRECTORY));
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            return new SizeEstimate(server.name(), size, example, ratio, free, directory);
        } catch (IOException e) {
            throw StorageException.because("find out the free space in " + directory, e);
        }
    }

    private long clusterSize() {
        try (live) {
            PostgresSession session =
                    live.session().orElseThrow(() -> LiveFailures.unreachable(live, live.sessionError()));
            if (!new Privileges(session).monitoring().orElse(false)) {
                throw LiveFailures.lacksPrivileges(live);
            }
            return session.value("SELECT sum(pg_tablespace_size(oid)) FROM pg_tablespace")
                    .map(sum -> ((Number) sum).longValue())
                    .orElse(0L);
        } catch (PostgresException e) {
            throw LiveFailures.unreachable(live, e.getMessage());
        }
    }

    private static boolean isExample(BackupInfo backup) {
        return backup.status().isCopyDone()
                && !backup.isIncremental()
                && backup.number(BackupField.SIZE).orElse(0) > 0
                && backup.number(BackupField.CLUSTER_SIZE).orElse(0) > 0;
    }

    private static double ratio(BackupInfo backup) {
        return (double) backup.number(BackupField.SIZE).orElseThrow()
                / backup.number(BackupField.CLUSTER_SIZE).orElseThrow();
    }

    /** The directory itself, or the nearest above it that exists already. */
    private static Path existing(Path directory) {
        Path path = directory.toAbsolutePath();
        while (!Files.isDirectory(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
