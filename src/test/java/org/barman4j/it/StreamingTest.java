package org.barman4j.it;

import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.Installation;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of a PostgreSQL whose WAL the installed program receives, as the user that PostgreSQL runs as. */
abstract class StreamingTest extends HomeTest {
    protected OwnPostgres postgres;

    @BeforeEach
    final void initialise() {
        postgres = OwnPostgres.initialise(directory.resolve("pg"));
        home.replace(home.config(), "barman_user = " + System.getProperty("user.name"), "barman_user = " + user());
        home.write(
                home.serverConfig(),
                """
                [main]
                backup_method = postgres
                conninfo = host=127.0.0.1 port=%1$d user=postgres dbname=postgres
                streaming_conninfo = host=127.0.0.1 port=%1$d user=postgres
                streaming_archiver = on
                slot_name = barman
                create_slot = auto
                path_prefix = %2$s
                """
                        .formatted(postgres.port(), PostgresFixture.programs()));
        remove(home.root());
        home.makeDirectory(home.root());
        OwnPostgres.open(directory);
        PostgresFixture.own(home.root());
        PostgresFixture.own(home.config());
        PostgresFixture.own(home.serverConfig().getParent());
    }

    @AfterEach
    final void stop() {
        barman("receive-wal --stop main");
        postgres.close();
    }

    private static String user() {
        return PostgresFixture.user();
    }

    /** Removes a tree. */
    protected static void remove(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path each : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected final Answer barman(String line) {
        return ProgramCall.of(Path.of("/usr/bin/env"))
                .words(PostgresFixture.asPostgres(
                        Installation.shared().program().toString()))
                .words(home.words(line))
                .run();
    }

    /** Calls {@code cron}, as the system does every minute, until the receiver is at work. */
    protected final void receive() {
        Eventually.holds("cron starts the receiver", Duration.ofSeconds(30), () -> {
            assertThat(barman("cron")).succeeds();
            return isReceiving(Duration.ofSeconds(2));
        });
    }

    private boolean isReceiving(Duration patience) {
        try {
            Eventually.holds("the receiver is at work", patience, () -> postgres.ask(
                            "select state in ('catchup', 'streaming') from pg_stat_replication"
                                    + " where application_name = 'barman_receive_wal'")
                    .equals("t"));
            return true;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    /** The process that the lock file of the receiver names. */
    protected final ProcessHandle receiver() {
        String pid =
                SmallHome.read(home.root().resolve(".main-receive-wal.lock")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
