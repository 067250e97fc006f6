package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.OwnPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL has said to be committed is here, if it waits for our receiver. */
class SynchronousReceiverIT extends StreamingTest {
    @BeforeEach
    void startSynchronousPostgres() {
        postgres.configure("synchronous_standby_names = 'barman_receive_wal'", "synchronous_commit = on");
        postgres.start();
        receive();
        run("create table ledger (entry int)");
    }

    @Test
    void theLastCommitOutlivesThePrimary() throws Exception {
        int rows = 300;
        OwnPostgres copy = postgres.copyTo(directory.resolve("copy"));
        try (copy;
                Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_switch_wal()");
            for (int row = 1; row <= rows; row++) {
                statement.execute("insert into ledger values (" + row + ")");
                if (row == rows / 2) {
                    statement.execute("select pg_switch_wal()");
                    assertThat(barman("archive-wal main")).succeeds();
                }
            }
            postgres.kill();
            remove(postgres.data());

            copy.configure(
                    "synchronous_standby_names = ''",
                    "restore_command = 'JAVA_HOME=%s %s -c %s get-wal --partial main %%f > %%p'"
                            .formatted(
                                    System.getProperty("java.home"),
                                    Installation.shared().program(),
                                    home.config()));
            copy.recover();
            copy.start();

            assertThat(copy.ask("select count(*) || ' ' || max(entry) from ledger"))
                    .isEqualTo(rows + " " + rows);
        }
    }

    @Test
    void commitsWaitForTheReceiverThatCronStartsAgain() throws Exception {
        ProcessHandle receiver = receiver();
        kill(Stream.concat(receiver.descendants(), Stream.of(receiver)).toList());

        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> run("insert into ledger values (1)"));

        Eventually.holds("the commit waits", () -> postgres.ask(
                        "select count(*) from pg_stat_activity where wait_event = 'SyncRep'")
                .equals("1"));
        assertThat(commit).isNotDone();
        receive();
        commit.get(20, TimeUnit.SECONDS);
        assertThat(postgres.ask("select count(*) from ledger")).isEqualTo("1");
    }

    private void run(String command) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new AssertionError(command, e);
        }
    }

    /** Ends processes as {@code kill -9} does, and returns when they are gone. */
    private static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds("the processes are gone", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }
}
