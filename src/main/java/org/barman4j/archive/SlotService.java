package org.barman4j.archive;

import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.text.Reason;

/** Creates and drops the replication slot that a server's configuration names. */
public final class SlotService {
    private static final String DUPLICATE_OBJECT = "42710";
    private static final String UNDEFINED_OBJECT = "42704";
    private static final String OBJECT_IN_USE = "55006";
    private static final String LIMIT_EXCEEDED = "53400";

    private final LiveServer live;
    private final ServerConfig server;
    private final Notices notices;

    public SlotService(LiveServer live, Notices notices) {
        this.live = live;
        this.server = live.config();
        this.notices = notices;
    }

    /**
     * Creates the slot.
     *
     * @param mayExist whether a slot that is there already will do
     * @throws RefusedException if it can't be created
     */
    public void create(boolean mayExist) {
        try (live) {
            PostgresSession session = session("create");
            String slot = slot("create");
            notices.info("Creating physical replication slot '" + slot + "' on server '" + server.name() + "'");
            try {
                session.execute("CREATE_REPLICATION_SLOT " + slot + " PHYSICAL");
                notices.info("Replication slot '" + slot + "' created");
            } catch (PostgresException e) {
                if (mayExist && e.sqlState().equals(DUPLICATE_OBJECT)) {
                    notices.info("Replication slot '" + slot
                            + "' already exists and --if-not-exists was specified. Skipping creation");
                } else {
                    throw notCreated(slot, e);
                }
            }
        }
    }

    private RefusedException notCreated(String slot, PostgresException e) {
        return switch (e.sqlState()) {
            case DUPLICATE_OBJECT ->
                new RefusedException(
                        "Replication slot '" + slot + "' already exists",
                        "Add --if-not-exists if that is fine, or drop it with 'barman receive-wal --drop-slot "
                                + server.name() + "'.");
            case LIMIT_EXCEEDED ->
                new RefusedException("All replication slots for server '" + server.name() + "' are in use\n"
                        + "Free one or increase the max_replication_slots value on your PostgreSQL server.");
            default ->
                new RefusedException("Cannot create replication slot '" + slot + "' on server '" + server.name() + "': "
                        + e.getMessage().strip());
        };
    }

    /**
     * Drops the slot.
     *
     * @throws RefusedException if it is not there or in use
     */
    public void drop() {
        try (live) {
            PostgresSession session = session("drop");
            String slot = slot("drop");
            notices.info("Dropping physical replication slot '" + slot + "' on server '" + server.name() + "'");
            try {
                session.execute("DROP_REPLICATION_SLOT " + slot);
                notices.info("Replication slot '" + slot + "' dropped");
            } catch (PostgresException e) {
                throw notDropped(slot, e);
            }
        }
    }

    private RefusedException notDropped(String slot, PostgresException e) {
        return switch (e.sqlState()) {
            case UNDEFINED_OBJECT -> new RefusedException("Replication slot '" + slot + "' does not exist");
            case OBJECT_IN_USE ->
                new RefusedException(
                        "Cannot drop replication slot '" + slot + "' on server '" + server.name()
                                + "' because it is in use.",
                        "Stop the receiver first: 'barman receive-wal --stop " + server.name() + "'.");
            default ->
                new RefusedException("Cannot drop replication slot '" + slot + "' on server '" + server.name() + "': "
                        + e.getMessage().strip());
        };
    }

    private PostgresSession session(String verb) {
        if (!live.hasStreaming()) {
            throw new RefusedException(
                    "Unable to " + verb + " a physical replication slot: streaming connection not configured",
                    "Set streaming_conninfo, and streaming_archiver = on or backup_method = postgres, for server "
                            + server.name() + ".");
        }
        return live.streamingSession()
                .orElseThrow(() -> new RefusedException(
                        "Cannot connect to server '" + server.name() + "'", Reason.firstLine(live.streamingError())));
    }

    /** The slot's name. It can't be quoted in the replication protocol; the configuration takes no odd ones. */
    private String slot(String verb) {
        return server.get(Options.SLOT_NAME)
                .orElseThrow(() -> new RefusedException(
                        "Unable to " + verb + " a physical replication slot: slot_name configuration option required",
                        "Set slot_name for server " + server.name() + "."));
    }
}
