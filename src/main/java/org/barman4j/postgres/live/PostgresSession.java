package org.barman4j.postgres.live;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.postgres.PostgresException;
import org.barman4j.text.PythonTime;
import org.postgresql.PGConnection;

/** An open connection, and what it can be asked. For one thread at a time. */
public final class PostgresSession implements AutoCloseable {
    private final Connection connection;
    private final PgVersion version;

    private PostgresSession(Connection connection, PgVersion version) {
        this.connection = connection;
        this.version = version;
    }

    /** Takes a connection over; it is closed with the session. */
    static PostgresSession on(Connection connection) {
        try {
            String text = connection.unwrap(PGConnection.class).getParameterStatus("server_version");
            return new PostgresSession(connection, PgVersion.parse(text));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** What the server said of its version when it was connected to. */
    public PgVersion version() {
        return version;
    }

    FunctionNames names() {
        return new FunctionNames(version);
    }

    /**
     * Asks for rows. Values are texts, numbers, truth values and times; null stands for none.
     *
     * @throws PostgresException if the server refuses or has gone away
     */
    public List<Map<String, Object>> rows(String query, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(row(result));
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The first row; empty if there is none. */
    public Map<String, Object> row(String query, Object... parameters) {
        List<Map<String, Object>> rows = rows(query, parameters);
        return rows.isEmpty() ? Map.of() : rows.get(0);
    }

    /** The first value of the first row, if there is one. */
    public Optional<Object> value(String query, Object... parameters) {
        return row(query, parameters).values().stream().findFirst();
    }

    /** The value of a setting as {@code SHOW} prints it. */
    public Optional<String> setting(String name) {
        return value("SELECT current_setting(?)", name).map(Object::toString);
    }

    /** Whether the server only replays the WAL of another one. */
    public boolean isInRecovery() {
        return value("SELECT pg_is_in_recovery()").filter(Boolean.TRUE::equals).isPresent();
    }

    /** Which cluster this is. */
    public Optional<String> systemId() {
        return value("SELECT system_identifier::text FROM pg_control_system()").map(Object::toString);
    }

    /** Makes the server give up what it is doing for this session, which fails then. For other threads. */
    public void cancel() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // there is nothing to be given up if there is no server
        }
    }

    /** Whether the session is of no use any more. */
    public boolean isLost() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Runs something that returns nothing. */
    public void execute(String statement) {
        rows(statement);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone either way
        }
    }

    private static Map<String, Object> row(ResultSet result) throws SQLException {
        Map<String, Object> row = new LinkedHashMap<>();
        ResultSetMetaData columns = result.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnLabel(i), value(result, columns, i));
        }
        return row;
    }

    private static Object value(ResultSet result, ResultSetMetaData columns, int column) throws SQLException {
        switch (columns.getColumnType(column)) {
            case Types.BIT, Types.BOOLEAN, Types.INTEGER, Types.SMALLINT, Types.BIGINT, Types.NUMERIC, Types.DOUBLE -> {
                return result.getObject(column);
            }
            case Types.TIMESTAMP_WITH_TIMEZONE, Types.TIMESTAMP -> {
                OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
                return time == null ? null : PythonTime.local(time.toInstant());
            }
            case Types.ARRAY -> {
                Array array = result.getArray(column);
                return array == null ? null : List.of((Object[]) array.getArray());
            }
            default -> {
                return result.getString(column);
            }
        }
    }

    private static PostgresException failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return new PostgresException(String.valueOf(e.getMessage()), state, e);
    }
}
