package org.barman4j.check;

import java.util.Optional;
import org.barman4j.catalog.ServerIdentity;
import org.barman4j.config.Options;
import org.barman4j.io.StorageException;
import org.barman4j.postgres.live.LiveServer;

/** Whether all connections lead to one cluster, and to that which the backups come from. */
final class IdentityCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        compare(server, server.live(), "", log);
    }

    static void compare(CheckedServer server, LiveServer live, String suffix, CheckLog log) {
        String label = "systemid coherence" + suffix;
        Optional<String> streaming = live.streaming().text("streaming_systemid");
        Optional<String> normal = live.postgres().text("postgres_systemid");
        if (streaming.isPresent() && normal.isPresent() && !streaming.equals(normal)) {
            log.failed(
                    label,
                    "is the streaming DSN targeting the same server of the PostgreSQL connection string?",
                    "Compare conninfo and streaming_conninfo of server " + server.name() + ".");
            return;
        }
        Optional<String> present = streaming.or(() -> normal);
        if (present.isEmpty()) {
            log.passed(label, "no system Id available");
            return;
        }
        try {
            Optional<ServerIdentity> stored =
                    ServerIdentity.read(server.config().path(Options.BACKUP_DIRECTORY));
            if (stored.isEmpty()) {
                log.passed(label, "no system Id stored on disk");
            } else if (stored.get().systemId().equals(present.get())) {
                log.passed(label);
            } else {
                log.failed(
                        label,
                        "the system Id of the connected PostgreSQL server changed, stored in \""
                                + ServerIdentity.file(server.config().path(Options.BACKUP_DIRECTORY)) + "\"",
                        "Let conninfo lead to the cluster that the backups come from, or give the new cluster a server"
                                + " of its own in the configuration.");
            }
        } catch (StorageException e) {
            log.failed(label, e.getMessage(), e.hint().orElse(""));
        }
    }
}
