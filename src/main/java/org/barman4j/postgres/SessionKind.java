package org.barman4j.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/** What a session must be like: {@code target_session_attrs}. */
enum SessionKind {
    ANY,
    READ_WRITE,
    READ_ONLY,
    PRIMARY,
    STANDBY;

    /** The kinds to look for, one after the other, each at all hosts. */
    static List<SessionKind> wanted(String attributes) {
        return switch (attributes) {
            case "read-write" -> List.of(READ_WRITE);
            case "read-only" -> List.of(READ_ONLY);
            case "primary" -> List.of(PRIMARY);
            case "standby" -> List.of(STANDBY);
            case "prefer-standby" -> List.of(STANDBY, ANY);
            default -> List.of(ANY);
        };
    }

    /** Why a session won't do, in libpq's words. */
    Optional<String> objection(Connection connection) throws SQLException {
        return switch (this) {
            case ANY -> Optional.empty();
            case READ_WRITE -> unless(!isReadOnly(connection), "session is read-only");
            case READ_ONLY -> unless(isReadOnly(connection), "session is not read-only");
            case PRIMARY -> unless(!isStandby(connection), "server is in hot standby mode");
            case STANDBY -> unless(isStandby(connection), "server is not in hot standby mode");
        };
    }

    private static Optional<String> unless(boolean suits, String objection) {
        return suits ? Optional.empty() : Optional.of(objection);
    }

    /** Servers from release 14 say it themselves, older ones have to be asked. */
    private static boolean isReadOnly(Connection connection) throws SQLException {
        Map<String, String> reported = connection.unwrap(PGConnection.class).getParameterStatuses();
        if (reported.containsKey("in_hot_standby") && reported.containsKey("default_transaction_read_only")) {
            return reported.get("in_hot_standby").equals("on")
                    || reported.get("default_transaction_read_only").equals("on");
        }
        return ask(connection, "SHOW transaction_read_only").equals("on");
    }

    private static boolean isStandby(Connection connection) throws SQLException {
        String reported = connection.unwrap(PGConnection.class).getParameterStatus("in_hot_standby");
        return reported == null
                ? ask(connection, "SELECT pg_catalog.pg_is_in_recovery()").startsWith("t")
                : reported.equals("on");
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() ? String.valueOf(answer.getString(1)) : "";
        }
    }
}
