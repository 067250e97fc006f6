package org.barman4j.it;

import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.Installation;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.PostgresSeventeen;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.RestoredBackup;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of a PostgreSQL that archives into the home, of which the installed program takes backups. */
abstract class BackupTest extends HomeTest {
    protected OwnPostgres postgres;
    private SshdFixture sshd;

    /** The programs of the server. */
    protected Path programs() {
        return isSeventeen() ? PostgresSeventeen.programs() : PostgresFixture.programs();
    }

    /** Settings of the server beside those that every test needs. */
    protected String[] settings() {
        return isSeventeen() ? new String[] {"summarize_wal = on"} : new String[0];
    }

    private boolean isSeventeen() {
        return getClass().isAnnotationPresent(PostgresSeventeen.Required.class);
    }

    @BeforeEach
    final void startPostgres() {
        StreamingTest.remove(home.root());
        Path incoming = home.root().resolve("main/incoming");
        home.makeDirectory(incoming);
        OwnPostgres.open(directory);
        PostgresFixture.run(List.of("chmod", "777", incoming.toString()));
        postgres = OwnPostgres.initialise(directory.resolve("pg"), programs());
        postgres.configure(
                "archive_mode = on",
                "archive_command = 'cp %p {0}/.%f.$$ && mv {0}/.%f.$$ {0}/%f'".replace("{0}", incoming.toString()),
                "max_wal_senders = 8");
        postgres.configure(settings());
        postgres.start();
        postgres.run(
                "create table ledger (entry int primary key, text text)",
                "insert into ledger select n, repeat('x', 100) from generate_series(1, 5000) n");
    }

    @AfterEach
    final void stopPostgres() {
        postgres.close();
        if (sshd != null) {
            sshd.close();
        }
    }

    /** Configures the server with these lines beside those that every method needs. */
    protected final void serve(String method, String... lines) {
        String ssh = method.equals("rsync") ? "ssh_command = " + sshd().sshCommand() + "\n" : "";
        home.write(
                home.serverConfig(),
                """
                [main]
                backup_method = %1$s
                conninfo = host=127.0.0.1 port=%2$d user=postgres dbname=postgres
                streaming_conninfo = host=127.0.0.1 port=%2$d user=postgres
                archiver = on
                backup_options = concurrent_backup
                immediate_checkpoint = on
                path_prefix = %3$s
                %4$s%5$s
                """
                        .formatted(method, postgres.port(), programs(), ssh, String.join("\n", lines)));
    }

    protected final SshdFixture sshd() {
        if (sshd == null) {
            home.makeDirectory(directory.resolve("ssh"));
            sshd = SshdFixture.start(directory.resolve("ssh"));
        }
        return sshd;
    }

    protected final Answer barman(String line) {
        return call(line).run();
    }

    protected final ProgramCall call(String line) {
        return Installation.shared().barman(home.words(line));
    }

    /** Makes a tablespace with one table in it, {@code spaced}. */
    protected final void makeTablespace() {
        makeTablespace("odd name", "space = one");
    }

    /** The same under a name, in a directory of the test's. */
    protected final void makeTablespace(String name, String directoryName) {
        Path place = directory.resolve(directoryName);
        home.makeDirectory(place);
        PostgresFixture.own(place);
        postgres.run(
                "create tablespace \"" + name + "\" location '" + place + "'",
                "create table spaced tablespace \"" + name + "\" as select generate_series(1, 1000) n");
    }

    /** Takes a backup that is complete in the end, and returns its id. */
    protected final String backup(String options) {
        assertThat(barman(("backup main --wait --wait-timeout 60 " + options).strip()))
                .succeeds();
        return newest();
    }

    protected final String newest() {
        return barman("list-backups --minimal main")
                .mustSucceed()
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    /** The text of a field in the metadata of a backup. */
    protected final String field(String id, String name) {
        return home.field(id, name);
    }

    /** The ids and states of all backups, the newest first. */
    protected final List<String> states() {
        return barman("list-backups --minimal main")
                .mustSucceed()
                .out()
                .lines()
                .map(id -> field(id, "status"))
                .toList();
    }

    /** Starts a server from a backup, with all WAL that there is. */
    protected final OwnPostgres restore(String id) {
        archiveTheRest();
        return RestoredBackup.start(home.base(id), directory.resolve("restored-" + id), programs(), restoreCommand());
    }

    /** Has everything that was written until now archived. */
    protected final void archiveTheRest() {
        archiveTheRest(() -> barman("archive-wal main"));
    }

    /** The same by another program. */
    protected final void archiveTheRest(Runnable archiver) {
        postgres.run("select pg_create_restore_point('the rest')"); // else there may be no segment to close
        String last = postgres.ask("select pg_walfile_name(pg_switch_wal())");
        Eventually.holds("the last segment is archived", () -> {
            archiver.run();
            return Files.exists(home.wals().resolve(last.substring(0, 16)).resolve(last));
        });
    }

    /** As anybody would write it who has nothing but the directories. */
    protected final String restoreCommand() {
        PostgresFixture.run(List.of("chmod", "-R", "go+rX", home.wals().toString()));
        return "cp " + home.wals() + "/*/%f %p";
    }
}
