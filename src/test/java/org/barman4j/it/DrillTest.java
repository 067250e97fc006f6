package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.GoldenFiles;
import org.barman4j.testing.Installation;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.Prompt;
import org.barman4j.testing.SmallHome;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drills as users describe them: the configuration files, the SQL and the commands of guides and of notes, as printed. The
 * user of Barman lives in another time zone than the server, and knows nothing but the password file and ssh key at home.
 */
abstract class DrillTest {
    private static final String CONFIGURATION = "config/004-seed-two-files-joined/";
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final String DATA = "/var/lib/postgresql/data";

    private static final String ACCESS =
            """
            local all all trust
            host all postgres 127.0.0.1/32 trust
            # On PostgreSQL Primary
            # Add to pg_hba.conf:
            host    postgres        barman          barman-server/32    scram-sha-256
            host    replication     streaming_barman barman-server/32    scram-sha-256
            """;

    private static final String SETTINGS =
            """
            docker exec postgres-primary psql -U postgres << 'EOF'
            -- Enable WAL archiving
            ALTER SYSTEM SET wal_level = 'replica';
            ALTER SYSTEM SET archive_mode = 'on';
            ALTER SYSTEM SET archive_command = 'rsync -a %p barman@barman-server:/var/lib/barman/pg-primary/wals/%f';
            ALTER SYSTEM SET archive_timeout = '60s';  -- Force WAL switch every 60s

            -- Replication settings (for streaming)
            ALTER SYSTEM SET max_wal_senders = '10';
            ALTER SYSTEM SET max_replication_slots = '10';

            -- Reload configuration
            SELECT pg_reload_conf();
            EOF
            """;

    private static final String ROLES =
            """
            docker exec postgres-primary psql -U postgres << 'EOF'
            -- On PostgreSQL Primary
            CREATE USER barman WITH REPLICATION PASSWORD 'barman_password';
            CREATE USER streaming_barman WITH REPLICATION PASSWORD 'streaming_password';

            -- Grant permissions
            GRANT EXECUTE ON FUNCTION pg_start_backup(text, boolean, boolean) TO barman;
            GRANT EXECUTE ON FUNCTION pg_stop_backup() TO barman;
            GRANT EXECUTE ON FUNCTION pg_stop_backup(boolean, boolean) TO barman;
            GRANT EXECUTE ON FUNCTION pg_switch_wal() TO barman;
            GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) TO barman;

            -- For monitoring
            GRANT pg_read_all_settings TO barman;
            GRANT pg_read_all_stats TO barman;
            EOF
            """;

    @TempDir
    protected Path directory;

    protected OwnPostgres postgres;
    protected SshdFixture sshd;
    private Prompt prompt;

    @BeforeEach
    final void makeHosts() {
        for (String each : List.of(
                "home/barman/.ssh",
                "etc/barman.d",
                "var/lib/barman/pg-primary/wals",
                "var/log/barman",
                "var/run/barman",
                "ssh",
                "tmp")) {
            make(directory.resolve(each));
        }
        PostgresFixture.own(directory);
        OwnPostgres.open(directory);
        postgres = OwnPostgres.initialise(here(DATA).getParent());
        Path logins = directory.resolve("ssh");
        sshd = SshdFixture.start(
                logins, "SetEnv HOME=" + logins + " PGHOST=" + sockets() + " PGPORT=" + postgres.port());
        sshd.configureClients(
                "HostName 127.0.0.1",
                "Port " + sshd.port(),
                "IdentityFile " + here("/home/barman/.ssh/id_rsa"),
                "IdentityFile " + sshd.file("id_ed25519"));
        prompt = prompt();
        write("/bin/ssh", "#!/bin/sh\nexec /usr/bin/ssh -F " + sshd.file("client_config") + " \"$@\"\n");
        write(DATA + "/pg_hba.conf", ACCESS);
        write("/home/barman/.pgpass", "*:*:*:barman:barman_password\n*:*:*:streaming_barman:streaming_password\n");
        PostgresFixture.run(List.of("chmod", "755", here("/bin/ssh").toString()));
        PostgresFixture.run(List.of("chmod", "600", here("/home/barman/.pgpass").toString()));
        for (String each : List.of("etc", "home", "var", "ssh/id_ed25519", "tmp")) {
            PostgresFixture.own(directory.resolve(each));
        }
        postgres.configure(
                "port = " + postgres.port(),
                "unix_socket_directories = '" + sockets() + "'",
                "fsync = off",
                "checkpoint_completion_target = 0");
        postgres.findFirst(directory.resolve("bin"));
        postgres.start();
    }

    private Prompt prompt() {
        String ssh = sshd.sshCommand().replaceFirst("\\S+@", PostgresFixture.user() + "@");
        Path programs = PostgresFixture.programs();
        Path barman = Installation.shared().program();
        String path =
                directory.resolve("bin") + ":" + barman.getParent() + ":" + programs + ":" + System.getenv("PATH");
        Prompt made = new Prompt(
                directory,
                Map.of(
                        "HOME", here("/home/barman").toString(),
                        "PATH", path,
                        "PGHOST", sockets().toString(),
                        "PGPORT", String.valueOf(postgres.port()),
                        "TZ", ZONE.getId()));
        made.standIn("docker exec postgres-primary ", "");
        made.standIn("ssh postgres@postgres-primary", ssh);
        made.standIn("ssh postgres@host", ssh);
        made.standIn("systemctl stop postgres", "pg_ctl stop -D " + here(DATA));
        made.standIn("systemctl start postgres", "pg_ctl start -l " + here("/var/log/postgres") + " -D " + here(DATA));
        made.standIn("barman@", PostgresFixture.user() + "@");
        made.standIn("barman-server/32", "127.0.0.1/32");
        made.standIn("dbname=postgres port=5432", "dbname=postgres");
        made.standIn("host=postgres-primary", "host=127.0.0.1 port=" + postgres.port());
        made.standIn("5555", PostgresFixture.freePort());
        made.standIn("/postgresql/15/main", "/postgresql/data");
        made.standIn("/usr/lib/postgresql/15/bin", programs);
        made.standIn("/usr/bin/barman", barman);
        made.standIn("barman_user = barman", "barman_user = " + PostgresFixture.user());
        made.standIn("@CASE@/conf.d", here("/etc/barman.d"));
        return made;
    }

    @AfterEach
    final void endAll() {
        type("barman receive-wal --stop pg-primary");
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path each :
                    tree.filter(file -> file.endsWith("postmaster.pid")).toList()) {
                type("pg_ctl stop -m immediate -D " + each.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.close();
        sshd.close();
    }

    /** Makes the server, its users and Barman's configuration as a guide prints them. */
    protected final void setUpAsPrinted() {
        assertThat(type(SETTINGS)).succeeds();
        postgres.close();
        postgres.start();
        Answer asPrinted = type(ROLES);
        if (postgres.ask("select current_setting('server_version_num')::int >= 150000")
                .equals("t")) {
            assertThat(asPrinted.err()).contains("function pg_start_backup(text, boolean, boolean) does not exist");
            postgres.run(
                    "grant execute on function pg_backup_start(text, boolean) to barman",
                    "grant execute on function pg_backup_stop(boolean) to barman");
        }
        Path printed = GoldenFiles.directory(CONFIGURATION);
        write("/home/barman/.barman.conf", SmallHome.read(printed.resolve("barman.conf")));
        write("/etc/barman.d/pg-primary.conf", SmallHome.read(printed.resolve("conf.d/pg-primary.conf")));
    }

    /** Has WAL go where Barman takes it from; in the guide it goes straight to the archive, where nobody looks. */
    protected final void archiveToIncoming() {
        succeed("mkdir -p /var/lib/barman/pg-primary/incoming");
        succeed("psql -U postgres -c \"ALTER SYSTEM SET archive_command ="
                + " 'rsync -a %p barman@barman-server:/var/lib/barman/pg-primary/incoming/%f'\""
                + " -c 'SELECT pg_reload_conf()'");
        postgres.run("select pg_create_restore_point('first')", "select pg_switch_wal()");
        Eventually.holds("WAL comes in", () -> !succeed("ls /var/lib/barman/pg-primary/incoming")
                .isEmpty());
        succeed("cd /var/lib/barman/pg-primary && find wals -maxdepth 1 -name '0*' -type f -exec mv {} incoming \\;");
    }

    /** Starts what receives WAL, as printed, and sees that the first of it is archived. */
    protected final void receive() {
        succeed("barman receive-wal --create-slot pg-primary");
        succeed("set -m\nbarman receive-wal pg-primary &"); // in a terminal, jobs can be interrupted
        Eventually.holds("the receiver is at work", () -> postgres.ask(
                        "select count(*) from pg_stat_replication where state = 'streaming'")
                .equals("1"));
        archiveSomething();
    }

    /** Backups are refused as long as there is no WAL at all. */
    protected final void archiveSomething() {
        postgres.run("select pg_create_restore_point('something')");
        succeed("barman switch-wal pg-primary");
        postgres.run("select pg_create_restore_point('behind')"); // else a receiver hears of the switch only later
        Eventually.holds("WAL is archived", () -> {
            succeed("barman archive-wal pg-primary");
            return Files.isDirectory(here("/var/lib/barman/pg-primary/wals/0000000100000000"));
        });
    }

    /** Types what is printed. */
    protected final Answer type(String printed) {
        return prompt.type(printed);
    }

    /** Types what is printed, which has to succeed, and returns what it says on standard output. */
    protected final String succeed(String printed) {
        Answer answer = type(printed);
        assertThat(answer).as(printed).succeeds();
        return answer.out();
    }

    /** Where a path in print is. */
    protected final Path here(String printed) {
        return directory.resolve(printed.substring(1));
    }

    /** Writes a file, with what is printed. */
    protected final void write(String file, String printed) {
        try {
            make(here(file).getParent());
            Files.writeString(here(file), prompt.here(printed));
            PostgresFixture.own(here(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path place) {
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path sockets() {
        return here(DATA).resolveSibling("run");
    }

    /** A moment that separates what has been written from what will be, as one writes it by the clock on the wall. */
    protected final String moment() {
        Instant moment = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Eventually.holds("it is later", () -> Instant.now().isAfter(moment));
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE).format(moment);
    }
}
