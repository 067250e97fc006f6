package org.barman4j.check;

import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.RemoteStatus;
import org.barman4j.postgres.live.ReplicationSlot;

/**
 * Whether WAL can be streamed: through connections of their own, if the configuration has any for WAL, and with the
 * replication slot that it names.
 */
final class WalStreamingCheck implements Check {
    private static final String SUFFIX = " (WAL streaming)";

    @Override
    public void run(CheckedServer server, CheckLog log) {
        ServerConfig config = server.config();
        if (config.isPassive()) {
            return;
        }
        if (config.forWal().get(Options.CONNINFO).equals(config.get(Options.CONNINFO))) {
            slot(server, server.live().postgres(), "", log);
            return;
        }
        try (LiveServer wal = server.live().forWal()) {
            monitoring(server, wal.postgres(), log);
            PostgresCheck.streaming(wal.streaming(), SUFFIX, server, log);
            PostgresCheck.walLevel(wal.postgres(), SUFFIX, log);
            IdentityCheck.compare(server, wal, SUFFIX, log);
            slot(server, wal.postgres(), SUFFIX, log);
        }
    }

    private static void monitoring(CheckedServer server, RemoteStatus status, CheckLog log) {
        if (status.is("has_monitoring_privileges")) {
            log.passed("has monitoring privileges" + SUFFIX);
        } else {
            log.failed(
                    "no access to monitoring functions",
                    "privileges for PostgreSQL monitoring functions are required (see documentation)",
                    "In PostgreSQL: GRANT pg_monitor TO the user of wal_conninfo for server " + server.name() + ".");
        }
    }

    private static void slot(CheckedServer server, RemoteStatus status, String suffix, CheckLog log) {
        Optional<String> name = server.config().get(Options.SLOT_NAME);
        if (name.isEmpty()) {
            return;
        }
        Optional<ReplicationSlot> slot = status.get("replication_slot").map(ReplicationSlot.class::cast);
        String label = "replication slot" + suffix;
        if (!server.config().is(Options.STREAMING_ARCHIVER)) {
            slot.filter(ReplicationSlot::isInitialised)
                    .ifPresent(unneeded -> log.passed(
                            label,
                            "WARNING: slot '" + name.get() + "' is " + (unneeded.active() ? "active" : "initialised")
                                    + " but not required by the current config"));
        } else if (slot.isEmpty()) {
            String command = "barman receive-wal --create-slot " + server.name();
            log.failed(
                    label,
                    "replication slot '" + name.get() + "' doesn't exist. Please execute '" + command + "'",
                    server.isUp() ? "Run '" + command + "'." : "PostgreSQL does not answer, so this can't be told.");
        } else if (!slot.get().isInitialised()) {
            log.failed(label, "slot '" + name.get() + "' not initialised: is 'receive-wal' running?", startReceiver());
        } else if (!slot.get().active()) {
            log.failed(label, "slot '" + name.get() + "' not active: is 'receive-wal' running?", startReceiver());
        } else {
            log.passed(label);
        }
    }

    private static String startReceiver() {
        return "Run 'barman cron', which starts receive-wal.";
    }
}
