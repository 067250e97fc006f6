package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.util.List;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.PostgresFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WAL is received from a server that does not answer any more, and to which no connection breaks off: its power has failed. */
class SilentServerIT extends StreamingTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itsReceiverEndsAllTheSame(boolean asked) {
        postgres.start();
        receive();
        ProcessHandle receiver = receiver();
        ProcessHandle program = receiver.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("pg_receivewal"))
                .findFirst()
                .orElseThrow();
        String sender = postgres.ask("select pid from pg_stat_replication");
        PostgresFixture.run(List.of("kill", "-STOP", sender));
        try {
            if (asked) {
                assertThat(barman("receive-wal --stop main")).succeeds();
            } else {
                receiver.destroyForcibly();
            }

            Eventually.holds("the program is gone", () -> !program.isAlive());
            assertThat(barman("list-processes main").out()).doesNotContain("receive-wal");
        } finally {
            PostgresFixture.run(List.of("kill", "-CONT", sender));
        }
    }
}
