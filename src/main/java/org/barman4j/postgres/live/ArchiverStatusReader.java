package org.barman4j.postgres.live;

import java.util.HashMap;
import java.util.Map;
import org.barman4j.postgres.PostgresException;

/** Asks a server about its {@code archive_command} and how well it does. */
final class ArchiverStatusReader {
    private static final String STATISTICS =
            """
            SELECT *,
                   current_setting('archive_mode') IN ('on', 'always')
                   AND (last_failed_wal IS NULL
                        OR (last_failed_wal LIKE '%.history'
                            AND substring(last_failed_wal from 1 for 8) <= substring(last_archived_wal from 1 for 8))
                        OR last_failed_time <= last_archived_time) AS is_archiving,
                   CAST(archived_count AS NUMERIC) / EXTRACT(EPOCH FROM age(now(), stats_reset))
                   AS current_archived_wals_per_second
            FROM pg_stat_archiver
            """;

    private ArchiverStatusReader() {}

    static RemoteStatus unreachable() {
        return new RemoteStatus(empty());
    }

    static RemoteStatus read(PostgresSession session) {
        Map<String, Object> values = empty();
        try {
            values.put("archive_mode", session.setting("archive_mode").orElse(null));
            values.put("archive_command", session.setting("archive_command").orElse(null));
            values.putAll(session.row(STATISTICS));
        } catch (PostgresException e) {
            // what is known by now is what there is to show
        }
        return new RemoteStatus(values);
    }

    private static Map<String, Object> empty() {
        Map<String, Object> values = new HashMap<>();
        values.put("archive_mode", null);
        values.put("archive_command", null);
        return values;
    }
}
