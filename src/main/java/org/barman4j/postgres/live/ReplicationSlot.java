package org.barman4j.postgres.live;

import java.util.Map;
import java.util.Optional;
import org.barman4j.text.PythonLiteral;

/**
 * A physical replication slot.
 *
 * @param restart the position from which the server keeps WAL for it; empty as long as nobody has used it
 */
public record ReplicationSlot(String name, boolean active, String restart) {
    static Optional<ReplicationSlot> find(PostgresSession session, String name) {
        Map<String, Object> row = session.row(
                "SELECT slot_name, active, restart_lsn::text FROM pg_replication_slots"
                        + " WHERE slot_type = 'physical' AND slot_name = ?",
                name);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Object restart = row.get("restart_lsn");
        return Optional.of(new ReplicationSlot(
                name, Boolean.TRUE.equals(row.get("active")), restart == null ? "" : restart.toString()));
    }

    public boolean isInitialised() {
        return !restart.isEmpty();
    }

    /** As Python prints the row of a query. */
    @Override
    public String toString() {
        String position = isInitialised() ? PythonLiteral.print(restart) : "None";
        return "Record(slot_name=" + PythonLiteral.print(name) + ", active=" + (active ? "True" : "False")
                + ", restart_lsn=" + position + ")";
    }
}
