package org.barman4j.postgres.live;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.barman4j.text.PythonTime;
import org.barman4j.xlog.Lsn;

/** A standby or a WAL receiver that is attached to a server: a row of {@code pg_stat_replication}. */
public record ReplicationClient(Map<String, Object> row) {
    /** The positions of its life, in order: where WAL goes after the server has written it. */
    public static final List<String> STAGES = List.of("sent", "write", "flush", "replay");

    private static final int VERSION_10 = 100_000;

    /** The clients attached to a server, the synchronous ones first. */
    public static List<ReplicationClient> attachedTo(PostgresSession session) {
        FunctionNames names = session.names();
        String columns = session.version().atLeast(VERSION_10)
                ? "r.*"
                : "pid, usesysid, usename, application_name, client_addr, client_hostname, client_port, backend_start,"
                        + " backend_xmin, state, sent_location AS sent_lsn, write_location AS write_lsn,"
                        + " flush_location AS flush_lsn, replay_location AS replay_lsn, sync_priority, sync_state";
        return session
                .rows("SELECT " + columns + ", rs.slot_name, CASE WHEN pg_is_in_recovery() THEN "
                        + names.lastReceiveLsn() + "() ELSE " + names.currentLsn() + "() END AS current_lsn"
                        + " FROM pg_stat_replication r LEFT JOIN pg_replication_slots rs ON (r.pid = rs.active_pid)"
                        + " WHERE rs.slot_type IS NULL OR rs.slot_type = 'physical'"
                        + " ORDER BY sync_state DESC, sync_priority")
                .stream()
                .map(ReplicationClient::new)
                .toList();
    }

    /** A column as text, if it has a value. */
    public Optional<String> text(String column) {
        return Optional.ofNullable(row.get(column)).map(Object::toString);
    }

    /** A column as text, or Python's word for none. */
    public String shown(String column) {
        return text(column).orElse("None");
    }

    /** When its connection was made. */
    public String started() {
        return row.get("backend_start") instanceof OffsetDateTime time ? PythonTime.print(time) : "None";
    }

    /** Whether it replays WAL, and does not only store it. */
    public boolean isStandby() {
        return text("replay_lsn").isPresent();
    }

    public long priority() {
        return row.get("sync_priority") instanceof Number number ? number.longValue() : 0;
    }

    public Optional<String> position(String stage) {
        return text(stage + "_lsn");
    }

    /** How far a stage is behind the server, as a negative number of bytes; nothing if one of both is not known. */
    public Optional<Long> difference(String stage) {
        Optional<Lsn> own = position(stage).flatMap(Lsn::parse);
        Optional<Lsn> current = text("current_lsn").flatMap(Lsn::parse);
        return own.isEmpty() || current.isEmpty()
                ? Optional.empty()
                : Optional.of(own.get().minus(current.get()));
    }

    /** How safe what the server has committed is with this client, in Barman's words. */
    public String syncStage() {
        if (isStandby() && isLevel("replay")) {
            return "5/5 Hot standby (max)";
        }
        if (isStandby() && isLevel("flush")) {
            return "4/5 2-safe";
        }
        int most = isStandby() ? 5 : 3;
        if (isLevel("write")) {
            return "3/" + most + " Remote write";
        }
        return isLevel("sent") ? "2/" + most + " WAL Sent (min)" : "1/" + most + " 1-safe";
    }

    private boolean isLevel(String stage) {
        return difference(stage).filter(bytes -> bytes == 0).isPresent();
    }

    /** What kind of client it is: {@code #1 Sync standby}, or {@code Async WAL streamer}. */
    public String kind() {
        String state = shown("sync_state");
        String word = state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
        String kind = word + (isStandby() ? " standby" : " WAL streamer");
        return priority() > 0 ? "#" + priority() + " " + kind : kind;
    }
}
