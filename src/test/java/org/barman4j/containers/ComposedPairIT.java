package org.barman4j.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A pair of containers as a well-known tutorial composes it, with its configuration and its session. */
class ComposedPairIT extends ContainerTest {
    private static final Path PRINTED =
            Path.of("src/test/resources/containers/pair").toAbsolutePath();
    private static final String ARCHIVE_TO =
            "alter system set archive_command = 'rsync -a %%p barman@barman-server:/var/lib/barman/pg-primary/%s/%%f'";

    private BackupMachine barman;
    private DatabaseMachine primary;
    private DatabaseMachine test;

    @BeforeAll
    void startPair() throws IOException {
        String recovery = machines.volume();
        barman = machines.backup(
                "barman-server",
                machines.volume() + ":/var/lib/barman",
                PRINTED.resolve("barman-config") + ":/etc/barman.d:ro",
                recovery + ":/recovery");
        primary = machines.database("postgres-primary");
        test = machines.database("pg-recovery-test", recovery + ":/recovery");
        barman.write("/etc/barman.conf", Files.readString(PRINTED.resolve("barman.conf")));
        barman.run("root", "chown", "barman:barman", "/recovery").mustSucceed();
        primary.initialise();
        configurePrimary();
        barman.trusts("barman", primary, "postgres");
        primary.trusts("postgres", barman, "barman");
    }

    /** As printed, with the names that PostgreSQL 15 has for its functions. */
    private void configurePrimary() {
        primary.sql("drop role barman");
        for (String statement : new String[] {
            "alter system set wal_level = 'replica'",
            "alter system set archive_mode = 'on'",
            ARCHIVE_TO.formatted("incoming"),
            "alter system set archive_timeout = '60s'",
            "alter system set max_wal_senders = '10'",
            "alter system set max_replication_slots = '10'",
            "create user barman with replication password 'barman_password'",
            "create user streaming_barman with replication password 'streaming_password'",
            "grant execute on function pg_backup_start(text, boolean) to barman",
            "grant execute on function pg_backup_stop(boolean) to barman",
            "grant execute on function pg_switch_wal() to barman",
            "grant execute on function pg_create_restore_point(text) to barman",
            "grant pg_read_all_settings to barman",
            "grant pg_read_all_stats to barman",
            "create table orders (id int primary key, item text)",
            "insert into orders select n, 'item ' || n from generate_series(1, 1000) n"
        }) {
            primary.sql(statement);
        }
        primary.shell(
                "postgres",
                """
                sed -i '/samenet/d' 15/main/pg_hba.conf
                echo 'host postgres barman samenet scram-sha-256' >> 15/main/pg_hba.conf
                echo 'host replication streaming_barman samenet scram-sha-256' >> 15/main/pg_hba.conf""");
        primary.stop();
        primary.start();
        barman.shell(
                "barman",
                """
                echo 'postgres-primary:*:*:barman:barman_password' > .pgpass
                echo 'postgres-primary:*:*:streaming_barman:streaming_password' >> .pgpass
                chmod 600 .pgpass""");
    }

    @Test
    void theSessionOfTheTutorialBringsTheOrdersBack() {
        Answer first = barman.barman("check pg-primary");
        assertThat(first).isClear().hasStatus(1);
        assertThat(first.out())
                .contains("PostgreSQL: OK", "PostgreSQL streaming: OK", "ssh: OK")
                .contains("replication slot: FAILED", "minimum redundancy requirements: FAILED (have 0");
        assertThat(barman.barman("receive-wal --create-slot pg-primary")).succeeds();
        barman.shell("barman", "setsid barman receive-wal pg-primary > /dev/null 2>&1 < /dev/null &");
        Eventually.holds("it receives", () -> barman.isReceiving("pg-primary"));
        primary.sql("select pg_switch_wal()");
        Eventually.holds("WAL is archived", Duration.ofSeconds(60), () -> {
            barman.cron();
            return !barman.barman("check pg-primary").out().contains("WAL archive: FAILED");
        });
        backUpTwice();

        primary.sql("insert into orders select n, 'item ' || n from generate_series(1001, 1500) n");
        String moment = primary.ask("select pg_sleep(1.1); select to_char(clock_timestamp(), 'YYYY-MM-DD HH24:MI:SS')");
        primary.sql("select pg_sleep(1.1); delete from orders where 1=1");
        primary.sql("select pg_switch_wal()");
        barman.awaitArchived("pg-primary", previousSegment());
        assertThat(barman.barman("recover pg-primary latest /tmp/test-recovery --dry-run"))
                .succeeds();
        assertThat(barman.barman("recover pg-primary latest /recovery --target-time '" + moment + "'"))
                .succeeds();

        assertThat(primary.ask("select count(*) from orders")).isEqualTo("0");
        test.run("root", "chown", "-R", "postgres:postgres", "/recovery").mustSucceed();
        test.start("/recovery");
        assertThat(test.ask("select count(*) || ' ' || sum(id) from orders")).isEqualTo("1500 1125750");
    }

    private void backUpTwice() {
        for (int number = 1; number <= 2; number++) {
            assertThat(barman.barman("backup --wait pg-primary")).succeeds();
        }
        for (String question : new String[] {
            "check pg-primary",
            "list-backup pg-primary",
            "show-backup pg-primary latest",
            "check-backup pg-primary latest",
            "status pg-primary",
            "list-server",
            "diagnose",
            "estimate-size pg-primary",
            "replication-status pg-primary",
            "cron"
        }) {
            assertThat(barman.barman(question)).succeeds();
        }
        assertThat(barman.barman("list-backup pg-primary").out().lines()).hasSize(2);
        assertThat(barman.fact("pg-primary", "latest", "Status")).isEqualTo("DONE");
        assertThat(barman.barman("list-server").out()).isEqualTo("pg-primary - PostgreSQL Primary Server\n");
    }

    /** The one that was written until the last switch. */
    private String previousSegment() {
        return primary.ask("select last_archived_wal from pg_stat_archiver");
    }
}
