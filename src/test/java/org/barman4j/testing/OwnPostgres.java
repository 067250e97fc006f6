package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.postgres.live.PgVersion;

/** A PostgreSQL of one test's own, which may kill it: with segments of 1 MB, so that a lot of WAL is quick to make. */
public final class OwnPostgres implements AutoCloseable {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private static final int VERSION_11 = 110_000;

    private final Path data;
    private final Path sockets;
    private final Path programs;
    private final int port = PostgresFixture.freePort();
    private Process server;
    private boolean standby;
    private String searchPath = System.getenv("PATH");

    private OwnPostgres(Path data, Path sockets, Path programs) {
        this.data = data;
        this.sockets = sockets;
        this.programs = programs;
    }

    /** Makes a cluster below a directory, and opens the way there to everybody. */
    public static OwnPostgres initialise(Path directory) {
        return initialise(directory, PostgresFixture.programs());
    }

    /** The same with the programs of another PostgreSQL than the distribution's. */
    public static OwnPostgres initialise(Path directory, Path programs) {
        OwnPostgres cluster = in(directory, programs);
        List<String> words = PostgresFixture.asPostgres(programs.resolve("initdb"));
        words.addAll(List.of("-D", cluster.data.toString(), "-A", "trust", "-U", "postgres"));
        words.addAll(List.of("-N", "--data-checksums"));
        if (choosesSegmentSize(programs)) {
            words.add("--wal-segsize=1");
        }
        PostgresFixture.run(words);
        return cluster;
    }

    /** Before version 11, it is that of the programs. */
    private static boolean choosesSegmentSize(Path programs) {
        String version = ProgramCall.of(programs.resolve("postgres"))
                .words(List.of("--version"))
                .run()
                .mustSucceed()
                .out();
        return PgVersion.parse(version.replaceAll("[^0-9]*([0-9.]+).*\\R", "$1"))
                .atLeast(VERSION_11);
    }

    /** Copies a cluster that is running, as a base backup without WAL, to below a directory. */
    public OwnPostgres copyTo(Path directory) {
        OwnPostgres copy = in(directory, programs);
        List<String> words = PostgresFixture.asPostgres("pg_basebackup");
        words.addAll(List.of("-D", copy.data.toString(), "-h", sockets.toString(), "-p", String.valueOf(port)));
        words.addAll(List.of("-U", "postgres", "-c", "fast", "-X", "none", "--no-sync"));
        PostgresFixture.run(words);
        return copy;
    }

    /** A cluster whose data somebody has put into the directory {@code data} below this one, with the modes it has. */
    public static OwnPostgres restored(Path directory, Path programs) {
        try {
            Path sockets = Files.createDirectories(directory.resolve("run"));
            open(directory);
            PostgresFixture.own(directory);
            return new OwnPostgres(directory.resolve("data"), sockets, programs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OwnPostgres in(Path directory, Path programs) {
        try {
            Path data = Files.createDirectories(directory.resolve("data"));
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            return restored(directory, programs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets everybody go through a directory and those above it that are ours. */
    public static void open(Path directory) {
        try {
            for (Path each = directory; !each.equals(TEMPORARY) && each.getParent() != null; each = each.getParent()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds settings, which count from the next start on. */
    public void configure(String... settings) {
        append(data.resolve("postgresql.conf"), settings);
    }

    /** Creates the file that makes the next start a recovery. */
    public void recover() {
        append(data.resolve("recovery.signal"));
    }

    /** Creates the file that makes the next start that of a standby, which stays one. */
    public void standBy() {
        standby = true;
        append(data.resolve("standby.signal"));
    }

    /** Takes the standby that its files make it for one, which stays one. */
    public void follow() {
        standby = true;
    }

    /** From the next start on, it finds the programs in a directory first. */
    public void findFirst(Path directory) {
        searchPath = directory + ":" + searchPath;
    }

    private void append(Path file, String... lines) {
        try {
            Files.write(file, List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            PostgresFixture.own(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, and returns when it takes commands. */
    public void start() {
        List<String> words = PostgresFixture.asPostgres(programs.resolve("postgres"));
        words.addAll(List.of("-D", data.toString(), "-k", sockets.toString(), "-p", String.valueOf(port)));
        words.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"));
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(sockets.resolve("log").toFile());
            builder.environment().put("PATH", searchPath);
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds("PostgreSQL takes commands", this::takesCommands);
    }

    private boolean takesCommands() {
        if (!server.isAlive()) {
            throw new AssertionError("PostgreSQL has ended: " + SmallHome.read(sockets.resolve("log")));
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select pg_is_in_recovery()")) {
            return answer.next() && (standby || !answer.getBoolean(1));
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Makes a standby take writes. */
    public void promote() {
        List<String> words = PostgresFixture.asPostgres(programs.resolve("pg_ctl"));
        words.addAll(List.of("-w", "-D", data.toString(), "promote"));
        PostgresFixture.run(words);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    }

    /** The one value that a query gives; empty for none. */
    public String ask(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            String value = answer.next() ? answer.getString(1) : null;
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** Runs statements, each in a transaction of its own. */
    public void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
    }

    /** Looks at all tables and indexes; what it finds wrong is an error. */
    public void check() {
        List<String> words =
                new ArrayList<>(List.of(programs.resolve("pg_amcheck").toString(), "--install-missing"));
        words.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-U", "postgres", "--all"));
        PostgresFixture.run(words);
    }

    public Path programs() {
        return programs;
    }

    public int port() {
        return port;
    }

    public Path data() {
        return data;
    }

    /** Ends all of its processes at once, as {@code kill -9} does, and returns when they are gone. */
    public void kill() {
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds(
                "PostgreSQL is gone",
                () -> !server.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        if (server != null && server.isAlive()) {
            kill();
        }
    }
}
