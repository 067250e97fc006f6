package org.barman4j.postgres.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.barman4j.postgres.PostgresException;
import org.barman4j.text.Reason;

/** Asks a server over the replication protocol who it is and where it stands. */
final class StreamingStatusReader {
    private static final List<String> NAMES = List.of(
            "connection_error",
            "streaming_supported",
            "streaming",
            "streaming_systemid",
            "timeline",
            "xlogpos",
            "version_supported");

    private StreamingStatusReader() {}

    /** The status of a server that can't be reached in this way. */
    static RemoteStatus unreachable(String error) {
        Map<String, Object> values = empty();
        values.put("connection_error", Reason.firstLine(error));
        return new RemoteStatus(values);
    }

    static RemoteStatus read(PostgresSession session) {
        Map<String, Object> values = empty();
        boolean supported = session.version().compareTo(PgVersion.MINIMAL) >= 0;
        values.put("version_supported", supported);
        if (!supported) {
            return new RemoteStatus(values);
        }
        values.put("streaming_supported", true);
        try {
            Map<String, Object> identity = session.row("IDENTIFY_SYSTEM");
            if (!identity.isEmpty()) {
                values.put("streaming", true);
                values.put("streaming_systemid", identity.get("systemid"));
                values.put("timeline", identity.get("timeline"));
                values.put("xlogpos", identity.get("xlogpos"));
            }
        } catch (PostgresException notOfThisKind) {
            values.put("streaming", false);
        }
        return new RemoteStatus(values);
    }

    private static Map<String, Object> empty() {
        Map<String, Object> values = new HashMap<>();
        NAMES.forEach(name -> values.put(name, null));
        return values;
    }
}
