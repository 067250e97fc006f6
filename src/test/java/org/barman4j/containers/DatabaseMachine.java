package org.barman4j.containers;

import java.time.Duration;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Ledger;
import org.testcontainers.containers.GenericContainer;

/** A host with PostgreSQL's programs, and at first without a cluster. */
final class DatabaseMachine extends Machine {
    static final String DATA = "/var/lib/postgresql/15/main";
    static final String USER = "postgres";

    private static final String PROGRAMS = "/usr/lib/postgresql/15/bin/";

    DatabaseMachine(String name, GenericContainer<?> container) {
        super(name, container);
    }

    /** Makes a cluster that everybody on the network may use, with a ledger of 1000 entries and small segments, and starts it. */
    void initialise(String... settings) {
        shell(
                USER,
                """
                %sinitdb --no-sync --wal-segsize=1 -D %2$s -A trust --data-checksums > /dev/null
                echo 'host all,replication all samenet trust' >> %2$s/pg_hba.conf"""
                        .formatted(PROGRAMS, DATA));
        configure("listen_addresses = '*'", "fsync = off", "archive_mode = on", "archive_command = 'true'");
        configure(settings);
        start();
        sql("create role barman superuser replication login");
        sql("create table ledger (entry int primary key, text text)");
        enter(1, 1000);
    }

    /** Adds lines to the configuration; they count from the next start, or {@link #reload}. */
    void configure(String... settings) {
        for (String setting : settings) {
            run(USER, "sh", "-c", "echo \"$0\" >> " + DATA + "/postgresql.conf", setting)
                    .mustSucceed();
        }
    }

    void reload() {
        shell(USER, PROGRAMS + "pg_ctl -D " + DATA + " reload > /dev/null");
    }

    void start() {
        start(DATA);
    }

    /** Starts what is in that directory; returns when it takes connections. */
    void start(String data) {
        shell(
                USER,
                PROGRAMS + "pg_ctl -D " + data
                        + " -w -t 60 -l server.log start > /dev/null || { cat server.log; exit 1; }");
    }

    /** Starts what has been restored, and returns when it has recovered and takes writes. */
    void recover() {
        configure("archive_mode = off", "fsync = off");
        start();
        awaitWrites();
    }

    void awaitWrites() {
        Eventually.holds("it has recovered", Duration.ofSeconds(60), () -> ask("select pg_is_in_recovery()")
                .equals("f"));
    }

    void stop() {
        shell(USER, PROGRAMS + "pg_ctl -D " + DATA + " -w -t 60 -m fast stop > /dev/null");
    }

    /** Stops what runs, and removes it: a host that has no cluster again. */
    void clear() {
        shell(
                USER,
                "test ! -f %2$s/postmaster.pid || %1$spg_ctl -D %2$s -w -m immediate stop > /dev/null; rm -rf %2$s"
                        .formatted(PROGRAMS, DATA));
    }

    /** Copies a running server, and follows it from then on. */
    void follow(DatabaseMachine primary) {
        shell(
                USER,
                "%spg_basebackup -D %s -R -X stream -c fast -h %s -U barman".formatted(PROGRAMS, DATA, primary.name()));
        start();
    }

    /** Pulls its network cable. */
    void unplug() {
        run("root", "ip", "link", "set", "eth0", "down").mustSucceed();
    }

    /** Puts the cable back. Connections that nobody has given up go on. */
    void plug() {
        run("root", "ip", "link", "set", "eth0", "up").mustSucceed();
    }

    void promote() {
        shell(USER, PROGRAMS + "pg_ctl -D " + DATA + " -w -t 60 promote > /dev/null");
        awaitWrites();
    }

    void sql(String statement) {
        ask(statement);
    }

    /** What a query answers, without any decoration. */
    String ask(String query) {
        return psql(query).mustSucceed().out().strip();
    }

    Answer psql(String query) {
        return run(USER, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", query);
    }

    /** Enters from the first number to the last, and returns the moment behind that, by the server's clock. */
    String enter(int first, int last) {
        sql("insert into ledger select n, repeat('x', 100) || n from generate_series(" + first + ", " + last + ") n");
        return ask("select clock_timestamp()");
    }

    /** Fills a table with so many bytes of noise. */
    void fill(int megabytes) {
        sql("create table noise as select md5(random()::text) || md5(n::text) text" + " from generate_series(1, "
                + megabytes * 10_000 + ") n");
    }

    String ledger() {
        return ask(Ledger.SUM);
    }

    /** The segment that is being written. */
    String segment() {
        return ask("select pg_walfile_name(pg_current_wal_lsn())");
    }
}
