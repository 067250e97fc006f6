package org.barman4j.recovery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.barman4j.host.ChildProcess;
import org.barman4j.host.Command;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.postgres.Connector;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.PostgresException;
import org.barman4j.report.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that runs with restored files and that nobody else can reach: on a socket in a directory of our own. */
final class TrialServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrialServer.class);
    private static final long PAUSE_MILLIS = 100;
    private static final int REMEMBERED = 20;
    private static final String PORT = "5432";

    /** The user and the database that every cluster has, as a rule. */
    private static final String MAINTENANCE = "postgres";

    private final Path programs;
    private final Path data;
    private final Path place;
    private final Disk disk;
    private final Deque<String> lastWords = new ArrayDeque<>();
    private final AtomicInteger status = new AtomicInteger(-1);
    private ChildProcess process;
    private final String database;
    private String user = MAINTENANCE;

    /**
     * @param programs the directory with PostgreSQL's programs, of the version that the files are of
     * @param place a directory that only we may enter, with a short path
     * @param database the one that queries and scripts are for
     */
    TrialServer(Path programs, Path data, Path place, String database, Disk disk) {
        this.programs = programs;
        this.data = data;
        this.place = place;
        this.database = database;
        this.disk = disk;
    }

    /** Starts it, with settings that let it run beside others on a host that may be small. */
    void start() throws IOException {
        Path access = place.resolve("pg_hba.conf");
        Path identities = place.resolve("pg_ident.conf");
        new AtomicFile(disk).write(access, "local all all trust\n".getBytes(StandardCharsets.UTF_8));
        new AtomicFile(disk).write(identities, new byte[0]);
        Path settings = data.resolve("postgresql.conf");
        if (!Files.exists(settings)) { // it may have been outside of the data directory, and not in the backup
            settings = place.resolve("postgresql.conf");
            new AtomicFile(disk).write(settings, new byte[0]);
        }
        List<String> argv = new ArrayList<>(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
        Map<String, String> overriding = Map.ofEntries(
                Map.entry("config_file", settings.toString()),
                Map.entry("data_directory", data.toString()),
                Map.entry("hba_file", access.toString()),
                Map.entry("ident_file", identities.toString()),
                Map.entry("external_pid_file", ""),
                Map.entry("unix_socket_directories", place.toString()),
                Map.entry("listen_addresses", ""),
                Map.entry("port", PORT),
                Map.entry("ssl", "off"),
                Map.entry("archive_mode", "off"),
                Map.entry("hot_standby", "off"),
                Map.entry("primary_conninfo", ""),
                Map.entry("synchronous_standby_names", ""),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("huge_pages", "off"),
                Map.entry("logging_collector", "off"),
                Map.entry("log_destination", "stderr"));
        overriding.forEach((name, value) -> argv.addAll(List.of("-c", name + "=" + value)));
        Command command = Command.of(argv.toArray(new String[0])).withEnvironment(Map.of("LC_MESSAGES", "C"));
        process = ChildProcess.start(command, line -> {}, this::hear);
        Thread watch = new Thread(this::watch, "trial-server");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            status.set(process.await());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void hear(String line) {
        log.info("postgres: {}", line);
        lastWords.add(line);
        if (lastWords.size() > REMEMBERED) {
            lastWords.remove();
        }
    }

    private synchronized String lastWords() {
        for (String line : lastWords) {
            boolean refusal = line.contains("FATAL:  the database system is "); // to us, who ask whether it is up
            if (!refusal && (line.contains("FATAL:") || line.contains("PANIC:"))) {
                return line.substring(Math.max(line.indexOf("FATAL:"), line.indexOf("PANIC:")));
            }
        }
        return lastWords.isEmpty() ? "it said nothing" : lastWords.getLast();
    }

    /**
     * Waits until it takes connections as a server that can be written to.
     *
     * @param wanted the user to connect as
     * @return its version
     * @throws RefusedException if it ends, or takes longer than the limit
     */
    String await(Optional<String> wanted, Duration limit) throws InterruptedException {
        user = wanted.orElse(user);
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try (Connection connection = connect(MAINTENANCE);
                    Statement statement = connection.createStatement();
                    ResultSet answer =
                            statement.executeQuery("SELECT pg_is_in_recovery(), current_setting('server_version')")) {
                if (answer.next() && !answer.getBoolean(1)) {
                    return answer.getString(2);
                }
            } catch (PostgresException | SQLException notYet) {
                log.debug("not yet: {}", notYet.getMessage());
            }
            if (status.get() >= 0) {
                throw new RefusedException(
                        "PostgreSQL has ended: " + lastWords(), "The log file has all that it said.");
            }
            if (System.nanoTime() > end) {
                throw new RefusedException(
                        "PostgreSQL did not come up within " + limit.toSeconds() + " seconds: " + lastWords(),
                        "Give it more time with --timeout. The log file has all that it said.");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private Connection connect(String name) {
        return new Connector()
                .connect(Conninfo.of(Map.of(
                        "host",
                        place.toString(),
                        "port",
                        PORT,
                        "user",
                        user,
                        "dbname",
                        name,
                        "connect_timeout",
                        "10")));
    }

    /** From now on as a user who may do anything, if there is one. */
    void becomeSuperuser() throws SQLException {
        String query = "SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1";
        try (Connection connection = connect(MAINTENANCE);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            if (answer.next()) {
                user = answer.getString(1);
            }
        }
    }

    /** The values of the first row that a query gives; empty for none. */
    String ask(String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(query)) {
                return "";
            }
            try (ResultSet answer = statement.getResultSet()) {
                List<String> values = new ArrayList<>();
                int columns = answer.next() ? answer.getMetaData().getColumnCount() : 0;
                for (int column = 1; column <= columns; column++) {
                    values.add(Objects.requireNonNullElse(answer.getString(column), ""));
                }
                return String.join(" | ", values);
            }
        }
    }

    /** What programs need to find it. */
    Map<String, String> environment(String searchPath) {
        return Map.of(
                "PGHOST",
                place.toString(),
                "PGPORT",
                PORT,
                "PGUSER",
                user,
                "PGDATABASE",
                database,
                "PATH",
                programs + ":" + searchPath);
    }

    /** A program of this PostgreSQL, if it is installed. */
    Optional<Path> program(String name) {
        return Optional.of(programs.resolve(name)).filter(Files::isExecutable);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
