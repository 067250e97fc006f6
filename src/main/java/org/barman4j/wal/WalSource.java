package org.barman4j.wal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;

/** The ways in which WAL comes in. */
public enum WalSource {
    /** Through {@code receive-wal}. */
    STREAMING("streaming"),
    /** Through PostgreSQL's {@code archive_command}. */
    FILE("file archival");

    private final String label;

    WalSource(String label) {
        this.label = label;
    }

    /** The ways that a server uses, in the order in which they are looked at. */
    public static List<WalSource> of(ServerConfig server) {
        List<WalSource> sources = new ArrayList<>();
        if (!server.isPassive() && server.is(Options.STREAMING_ARCHIVER)) {
            sources.add(STREAMING);
        }
        if (!server.isPassive() && server.is(Options.ARCHIVER)) {
            sources.add(FILE);
        }
        return sources;
    }

    /** Where files arrive. */
    public Path directory(ServerConfig server) {
        return server.path(this == STREAMING ? Options.STREAMING_WALS_DIRECTORY : Options.INCOMING_WALS_DIRECTORY);
    }

    /** How many entries of the directory are looked at in one run; 0 for all. */
    int batchSize(ServerConfig server) {
        return Math.max(
                0,
                server.get(this == STREAMING ? Options.STREAMING_ARCHIVER_BATCH_SIZE : Options.ARCHIVER_BATCH_SIZE)
                        .orElse(0));
    }

    /** As Barman calls it. */
    @Override
    public String toString() {
        return label;
    }
}
