package org.barman4j.postgres.live;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.postgres.PostgresException;

/**
 * Puts a server into backup mode and out of it.
 *
 * <p>Both happen over one session. If that is lost in between, the server leaves the mode by itself, unless the backup is
 * exclusive.
 */
public final class BackupMode {
    private static final int VERSION_10 = 100_000;
    private static final int VERSION_14 = 140_000;
    private static final int VERSION_15 = 150_000;
    private static final String TIMELINE = "(SELECT timeline_id FROM pg_control_checkpoint())";

    private final PostgresSession session;
    private final boolean exclusive;

    /** @param exclusive whether to use the mode that knows one backup at a time, which PostgreSQL 15 no longer has */
    public BackupMode(PostgresSession session, boolean exclusive) {
        this.session = session;
        this.exclusive = exclusive;
    }

    /**
     * Begins. This takes a checkpoint.
     *
     * @param fast whether that checkpoint is to be done at once, and not spread
     */
    public BackupStart start(String label, boolean fast) {
        if (!exclusive && session.version().atLeast(VERSION_14)) {
            session.execute("SET idle_session_timeout TO 0"); // the copy may take long
        }
        boolean modern = session.version().atLeast(VERSION_15);
        Map<String, Object> row = session.row(
                "SELECT location::text AS location, " + TIMELINE + " AS timeline, now() AS timestamp FROM "
                        + session.names().backupStart() + "(?, ?" + (modern || exclusive ? "" : ", FALSE")
                        + ") AS location",
                label,
                fast);
        return new BackupStart(row.get("location").toString(), timeline(row), time(row));
    }

    /** The lines of the label of the backup that keeps other exclusive ones from being started, if they may be read. */
    public Optional<List<String>> labelInProgress() {
        if (!exclusive) {
            return Optional.empty();
        }
        try {
            return session.value("SELECT pg_read_file('backup_label') WHERE pg_is_in_backup()")
                    .map(label -> label.toString().lines().toList());
        } catch (PostgresException e) {
            return Optional.empty(); // the start will tell
        }
    }

    /** Whether the end can come without waiting; otherwise the server waits whatever it is told. */
    public boolean canEndAtOnce() {
        return !exclusive && session.version().atLeast(VERSION_10);
    }

    /**
     * Ends.
     *
     * @param waiting whether to wait until the server has archived the WAL that the backup needs
     */
    public BackupStop stop(boolean waiting) {
        if (exclusive) {
            Map<String, Object> row = session.row("SELECT location::text AS location, " + TIMELINE
                    + " AS timeline, now() AS timestamp FROM " + session.names().backupStop() + "() AS location");
            return new BackupStop(row.get("location").toString(), timeline(row), time(row), "");
        }
        if (session.version().atLeast(VERSION_14)) {
            session.execute("RESET idle_session_timeout");
        }
        Map<String, Object> row = session.row("SELECT stopped.lsn::text AS location, (SELECT CASE WHEN"
                + " pg_is_in_recovery() THEN min_recovery_end_timeline ELSE timeline_id END FROM"
                + " pg_control_checkpoint(), pg_control_recovery()) AS timeline, stopped.labelfile AS label,"
                + " now() AS timestamp FROM " + session.names().backupStop() + arguments(waiting) + " AS stopped");
        return new BackupStop(
                row.get("location").toString(), timeline(row), time(row), String.valueOf(row.get("label")));
    }

    /** Before version 10 the server knew only waiting. */
    private String arguments(boolean waiting) {
        if (session.version().atLeast(VERSION_15)) {
            return "(" + waiting + ")";
        }
        return session.version().atLeast(VERSION_10) ? "(FALSE, " + waiting + ")" : "(FALSE)";
    }

    private static int timeline(Map<String, Object> row) {
        return row.get("timeline") instanceof Number number ? number.intValue() : 0;
    }

    private static OffsetDateTime time(Map<String, Object> row) {
        return (OffsetDateTime) row.get("timestamp");
    }
}
