package org.barman4j.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.barman4j.testing.PostgresFixture;
import org.junit.jupiter.api.Test;

/** Connections that speak the replication protocol, and what any connection is like. */
class ReplicationIT {
    private final Connector connector = new Connector(new Environment(Map.of(), Path.of("/nonexistent"), "nobody"));
    private final PostgresFixture server = PostgresFixture.primary();

    @Test
    void answersIdentifySystemOverTcp() throws SQLException {
        assertAnswers("host=127.0.0.1 port=" + server.port() + " user=trusted");
    }

    @Test
    void answersIdentifySystemOnASocket() throws SQLException {
        assertAnswers("host=" + server.sockets() + " port=" + server.port() + " user=trusted options=-cwork_mem=1MB");
    }

    @Test
    void answersShowAndMakesSlots() throws SQLException {
        try (Connection connection = connector.replication(conninfo());
                Statement statement = connection.createStatement()) {
            try (ResultSet answer = statement.executeQuery("SHOW wal_segment_size")) {
                assertThat(answer.next()).isTrue();
                assertThat(answer.getString(1)).isEqualTo("16MB");
            }
            statement.execute("CREATE_REPLICATION_SLOT made_here PHYSICAL");
            statement.execute("DROP_REPLICATION_SLOT made_here");
        }
    }

    @Test
    void refusesARoleWithoutTheRight() {
        Conninfo conninfo = conninfo().with("user", "stranger");

        assertThatThrownBy(() -> connector.replication(conninfo))
                .isInstanceOfSatisfying(PostgresException.class, refusal -> assertThat(refusal.sqlState())
                        .isEqualTo("28000"))
                .hasMessageContaining("FATAL:  no pg_hba.conf entry for replication connection from host");
    }

    @Test
    void commitsEachStatement() throws SQLException {
        try (Connection connection = connector.connect(conninfo().with("dbname", "postgres"))) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void keepsTheLogOfTheDriverOffTheTerminal() throws SQLException {
        connector.connect(conninfo().with("dbname", "postgres")).close();

        assertThat(Logger.getLogger("org.postgresql.core.v3.ConnectionFactoryImpl")
                        .isLoggable(Level.SEVERE))
                .isFalse();
    }

    @Test
    void cancelsAQueryOnASocket() throws SQLException {
        Conninfo conninfo = conninfo().with("host", server.sockets().toString()).with("dbname", "postgres");
        try (Connection connection = connector.connect(conninfo);
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);

            assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
                    .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                            .isEqualTo("57014"));
        }
    }

    private Conninfo conninfo() {
        return Conninfo.parse("host=127.0.0.1 port=" + server.port() + " user=trusted sslmode=disable");
    }

    private void assertAnswers(String conninfo) throws SQLException {
        try (Connection connection = connector.replication(Conninfo.parse(conninfo));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("IDENTIFY_SYSTEM")) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getString("systemid")).matches("[0-9]{19}");
            assertThat(answer.getInt("timeline")).isEqualTo(1);
            assertThat(answer.getString("xlogpos")).contains("/");
        }
    }
}
