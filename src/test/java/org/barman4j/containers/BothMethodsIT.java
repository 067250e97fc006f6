package org.barman4j.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backup host set up as the guides tell takes backups both ways, gets WAL both ways, and brings rows back. */
class BothMethodsIT extends OneDatabaseTest {
    @BeforeAll
    void serve() {
        database.trusts("postgres", backup, "barman");
        backup.serve("archived", ARCHIVING.formatted("database", "rsync"));
        backup.serve("streamed", STREAMING.formatted("database", "rsync"));
        backup.cron(); // which makes their directories
        assertThat(database.run("postgres", "barman-wal-archive", "--test", "backup", "archived", "x"))
                .succeeds();
        database.configure("archive_command = 'barman-wal-archive backup archived %p'");
        database.reload();
        backup.awaitReceiver("streamed");
    }

    @ParameterizedTest
    @CsvSource({"rsync, archived", "postgres, archived", "rsync, streamed", "postgres, streamed"})
    void deletedRowsComeBackOnAFreshHost(String method, String server) {
        database.sql("truncate ledger");
        backup.serve(server, (server.equals("archived") ? ARCHIVING : STREAMING).formatted("database", method));
        assertThat(backup.barman("switch-wal --force --archive --archive-timeout 60 " + server))
                .succeeds();
        assertThat(backup.barman("check " + server)).succeeds();
        database.enter(1, 500);
        backup.backup(server, "");
        String moment = database.enter(501, 1500);
        String before = database.ledger();
        database.sql("delete from ledger where entry % 2 = 0");
        assertThat(backup.barman("switch-wal --archive --archive-timeout 60 " + server))
                .succeeds();

        assertThat(backup.restore(server, "--target-time '" + moment + "' --target-action promote", "auto", fresh))
                .succeeds();
        fresh.recover();

        assertThat(fresh.ledger()).isEqualTo(before).startsWith("1500 ");
        fresh.clear();
    }

    @Test
    void aSegmentComesBackToTheDatabaseHost() {
        String segment = database.segment();
        assertThat(backup.barman("switch-wal --force --archive --archive-timeout 60 archived"))
                .succeeds();

        assertThat(database.run("postgres", "barman-wal-restore", "backup", "archived", segment, "/tmp/segment"))
                .succeeds();

        assertThat(database.shell("postgres", "stat -c %s /tmp/segment")).isEqualTo("1048576");
    }

    @Test
    void theImageIsTheOneThatTheGuideDescribes() throws IOException {
        String guide = Files.readString(Path.of("docs/installing.md"));

        assertThat(guide).contains("docker build -t barman4j target/packages", "docker exec barman barman check main");
        assertThat(guide).contains("group 800");
        assertThat(backup.shell("barman", "id -u; id -g; pwd")).isEqualTo("800\n800\n/var/lib/barman");
        backup.shell("barman", "barman check nosuch || true");
        assertThat(backup.log()).contains("nosuch");
    }
}
