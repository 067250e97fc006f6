package org.barman4j.postgres.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.barman4j.postgres.Connector;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.Environment;
import org.barman4j.postgres.PostgresException;
import org.barman4j.testing.PostgresFixture;
import org.junit.jupiter.api.Test;

/** A connection that is cut while it is in use. */
class LostConnectionIT {
    @Test
    void aQueryOnACutConnectionIsAClearFailure() {
        try (PostgresSession session = session()) {
            cut(session);

            assertThatThrownBy(() -> session.setting("wal_level")).isInstanceOf(PostgresException.class);
        }
    }

    @Test
    void whatIsKnownBeforeTheCutIsShownAndTheRestHasNoValue() {
        try (PostgresSession session = session()) {
            cut(session);

            RemoteStatus status = new PostgresStatusReader(session).read(Optional.of("slot"));

            assertThat(status.has("wal_level")).isTrue();
            assertThat(status.get("server_txt_version")).isEmpty();
            assertThat(status.get("replication_slot")).isEmpty();
        }
    }

    private static void cut(PostgresSession session) {
        assertThatThrownBy(() -> session.execute("SELECT pg_terminate_backend(pg_backend_pid())"))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("terminating connection due to administrator command");
    }

    private static PostgresSession session() {
        Connector connector = new Connector(new Environment(Map.of(), Path.of("/nonexistent"), "nobody"));
        return PostgresSession.on(connector.connect(Conninfo.parse("host=127.0.0.1 user=postgres dbname=postgres port="
                + PostgresFixture.primary().port())));
    }
}
