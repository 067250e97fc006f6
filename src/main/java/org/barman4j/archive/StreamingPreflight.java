package org.barman4j.archive;

import java.util.Optional;
import org.barman4j.catalog.ServerIdentity;
import org.barman4j.config.Options;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.RemoteStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether WAL can be streamed from a server at all. What is against it also goes to the log. */
final class StreamingPreflight {
    private static final Logger log = LoggerFactory.getLogger(StreamingPreflight.class);

    private final LiveServer live;

    StreamingPreflight(LiveServer live) {
        this.live = live;
    }

    /** What is against it, as a sentence; empty if nothing is. */
    String objection() {
        String objection = find();
        if (!objection.isEmpty()) {
            log.error("{}: {}", live.config().name(), objection);
        }
        return objection;
    }

    private String find() {
        RemoteStatus normal = live.postgres();
        RemoteStatus streaming = live.streaming();
        if (!streaming.is("streaming_supported")) {
            return "There is no streaming connection: "
                    + live.streamingError().lines().findFirst().orElse("streaming_conninfo is missing") + ".";
        }
        if (!streaming.is("streaming")) {
            return "streaming_conninfo leads to a server that does not speak the replication protocol.";
        }
        if (normal.get("server_txt_version").isEmpty()) {
            return "There is no connection: "
                    + live.sessionError().lines().findFirst().orElse("conninfo is missing") + ".";
        }
        if (!normal.is("has_monitoring_privileges")) {
            return "The user of conninfo needs the role pg_monitor.";
        }
        if (normal.text("wal_level").filter("minimal"::equals).isPresent()) {
            return "Set wal_level of PostgreSQL to 'replica' and restart it.";
        }
        return identity(streaming.text("streaming_systemid"), normal.text("postgres_systemid"));
    }

    private String identity(Optional<String> streaming, Optional<String> normal) {
        if (normal.isPresent() && !streaming.equals(normal)) {
            return "conninfo and streaming_conninfo lead to two different clusters.";
        }
        return ServerIdentity.read(live.config().path(Options.BACKUP_DIRECTORY))
                .filter(stored -> streaming.isPresent() && !stored.systemId().equals(streaming.get()))
                .map(stored -> "This is not the cluster that the backups come from: its system identifier is "
                        + streaming.get() + ", not " + stored.systemId() + ".")
                .orElse("");
    }
}
