package org.barman4j.postgres.live;

import java.util.Map;
import java.util.Optional;
import org.barman4j.xlog.SegmentSize;
import org.barman4j.xlog.WalSegmentName;

/**
 * Where a server stands in its WAL.
 *
 * @param location the position as the server prints it
 * @param file the WAL file that holds it; empty on a standby, which has none of its own
 */
public record WalPosition(String location, String file) {
    private static final int VERSION_11 = 110_000;
    private static final int VERSION_17 = 170_000;

    public Optional<String> fileName() {
        return file.isEmpty() ? Optional.empty() : Optional.of(file);
    }

    /** Where the server stands now: what it has written, or on a standby what it has replayed. */
    public static WalPosition current(PostgresSession session) {
        FunctionNames names = session.names();
        if (session.isInRecovery()) {
            Object location = session.value("SELECT " + names.lastReplayLsn() + "()::text")
                    .orElse("");
            return new WalPosition(location.toString(), "");
        }
        return at(session, names.currentLsn());
    }

    /** Where the server will write next. */
    static WalPosition insert(PostgresSession session) {
        return at(session, session.names().currentInsertLsn());
    }

    private static WalPosition at(PostgresSession session, String function) {
        Map<String, Object> row = session.row("SELECT location::text AS location, ("
                + session.names().walFileNameOffset() + "(location)).* FROM " + function + "() AS location");
        String file = row.get("file_name").toString();
        boolean atStart = ((Number) row.get("file_offset")).longValue() == 0;
        if (atStart
                && session.version().atLeast(VERSION_17)) { // before, a boundary belonged to the file that ends there
            file = WalSegmentName.parse(file)
                    .orElseThrow()
                    .previous(segmentSize(session))
                    .toString();
        }
        return new WalPosition(row.get("location").toString(), file);
    }

    /** The size of the server's WAL files. */
    static SegmentSize segmentSize(PostgresSession session) {
        long size = number(session, "wal_segment_size");
        return new SegmentSize(session.version().atLeast(VERSION_11) ? size : size * number(session, "wal_block_size"));
    }

    private static long number(PostgresSession session, String setting) {
        return (Long) session.value("SELECT setting::bigint FROM pg_settings WHERE name = ?", setting)
                .orElseThrow();
    }
}
