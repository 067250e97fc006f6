package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real PostgreSQL of the distribution on a free port of the loopback address, once for the whole run, and a standby
 * without TLS made of a copy of it. Both end with this JVM. Databases and roles are those of {@link #PREPARATION}.
 */
public final class PostgresFixture {
    private static final Path PROGRAMS = programs();

    /** Passwords are the word {@code example}. */
    private static final List<String> PREPARATION = List.of(
            "create role scram login password 'example'",
            "create role md5 login password 'example'",
            "create role clear login password 'example'",
            "create role trusted login replication",
            "create role certified login",
            "create role tlsonly login",
            "create role plainonly login",
            "create role stranger login",
            "create role idle",
            "create role \"o'brien\" login",
            "create database shop",
            "create database \"a b\"");

    private static final String ACCESS = String.join(
            "\n",
            "local all scram scram-sha-256",
            "local replication all trust",
            "local all all trust",
            "host all scram 127.0.0.1/32 scram-sha-256",
            "host all md5 127.0.0.1/32 md5",
            "host all clear 127.0.0.1/32 password",
            "host all trusted,postgres,idle,\"o'brien\" 127.0.0.1/32 trust",
            "host replication trusted 127.0.0.1/32 trust",
            "hostssl all certified 127.0.0.1/32 cert",
            "hostssl all tlsonly 127.0.0.1/32 trust",
            "hostnossl all plainonly 127.0.0.1/32 trust",
            "");

    private final Path data;
    private final Path sockets;
    private final int port;

    private PostgresFixture(Path data, Path sockets, int port) {
        this.data = data;
        this.sockets = sockets;
        this.port = port;
    }

    /** Where the newest PostgreSQL of the distribution has its programs. */
    public static Path programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server with TLS that accepts changes. */
    public static PostgresFixture primary() {
        return Shared.PRIMARY;
    }

    /** A server without TLS that never leaves recovery. */
    public static PostgresFixture standby() {
        return Shared.STANDBY;
    }

    /** Keys and certificates for and against the primary. */
    public static TlsFixture tls() {
        return Shared.TLS;
    }

    public int port() {
        return port;
    }

    /** Where the socket is. */
    public Path sockets() {
        return sockets;
    }

    /** A port of the loopback address that nobody listens on, at this moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String... settings) {
        List<String> words = asPostgres("postgres");
        words.addAll(List.of("-D", data.toString(), "-k", sockets.toString(), "-p", String.valueOf(port)));
        words.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_wal_senders=4"));
        for (String setting : settings) {
            words.addAll(List.of("-c", setting));
        }
        try {
            Process server = new ProcessBuilder(words)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(sockets.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds(
                "PostgreSQL accepts connections", () -> psql("select 1").status() == 0);
    }

    /** Ends a server at once; {@code kill} because Java could only ask it to wait for its clients. */
    private static void stop(Process server) {
        if (server.isAlive()) {
            ProgramCall.of(Path.of("/bin/kill"))
                    .words(List.of("-INT", String.valueOf(server.pid())))
                    .run();
        }
        Eventually.holds("PostgreSQL ends", () -> !server.isAlive());
    }

    private Answer psql(String... queries) {
        List<String> words = new ArrayList<>(List.of("-X", "-w", "-At", "-d"));
        words.add("host=" + sockets + " port=" + port + " user=postgres dbname=postgres");
        for (String query : queries) {
            words.addAll(List.of("-c", query));
        }
        return ProgramCall.of(PROGRAMS.resolve("psql")).words(words).run();
    }

    /** The beginning of a command line that runs a program, of PostgreSQL or with its path, as PostgreSQL's user. */
    public static List<String> asPostgres(String program) {
        return asPostgres(PROGRAMS.resolve(program));
    }

    /** The same for a program with its path. */
    public static List<String> asPostgres(Path program) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        words.add(program.toString());
        return words;
    }

    public static void run(List<String> words) {
        ProgramCall.of(Path.of("/usr/bin/env"))
                .words(words)
                .with("LC_ALL", "C.UTF-8")
                .run()
                .mustSucceed();
    }

    /** The user that PostgreSQL, which refuses to be root, runs as. */
    public static String user() {
        String user = System.getProperty("user.name");
        return user.equals("root") ? "postgres" : user;
    }

    /** Gives a tree to the user that PostgreSQL runs as. */
    public static void own(Path tree) {
        if (System.getProperty("user.name").equals("root")) {
            run(List.of("chown", "-R", "postgres:postgres", tree.toString()));
        }
    }

    private static final class Shared {
        private static final Path ROOT = root();
        private static final TlsFixture TLS = TlsFixture.make(ROOT.resolve("tls"));
        private static final PostgresFixture PRIMARY = initialise();
        private static final PostgresFixture STANDBY = copy();

        private static Path root() {
            try {
                Path root = Files.createTempDirectory("barman4j-postgres");
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
                return root;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static PostgresFixture initialise() {
            PostgresFixture server = place("primary");
            List<String> words = asPostgres("initdb");
            words.addAll(List.of("-D", server.data.toString(), "-A", "trust", "-U", "postgres", "--no-sync"));
            run(words);
            try {
                Files.writeString(server.data.resolve("pg_hba.conf"), ACCESS);
                TLS.install(server.data);
                own(server.data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.start("ssl=on", "wal_keep_size=512", "ssl_ca_file=" + server.data.resolve("root.crt"));
            for (String command : PREPARATION) {
                server.psql(command).mustSucceed();
            }
            server.psql("set password_encryption = md5", "alter role md5 password 'example'", "checkpoint")
                    .mustSucceed();
            return server;
        }

        /** Made while the primary runs; it never gets any further than this backup. */
        private static PostgresFixture copy() {
            PostgresFixture server = place("standby");
            PostgresFixture source = PRIMARY;
            List<String> words = asPostgres("pg_basebackup");
            words.addAll(List.of("-D", server.data.toString(), "-h", source.sockets.toString()));
            words.addAll(List.of("-p", String.valueOf(source.port), "-U", "postgres", "-c", "fast", "--no-sync"));
            run(words);
            try {
                Files.createFile(server.data.resolve("standby.signal"));
                own(server.data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.start("ssl=off", "hot_standby=on");
            return server;
        }

        private static PostgresFixture place(String name) {
            try {
                Path data = Files.createDirectory(ROOT.resolve(name));
                Path sockets = Files.createDirectory(ROOT.resolve(name + ".run"));
                Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
                own(data);
                own(sockets);
                return new PostgresFixture(data, sockets, freePort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Shutdown hooks run side by side, so the servers may still be writing. */
        private static void delete(Path root) {
            Eventually.holds("the files of PostgreSQL are gone", () -> isDeleted(root));
        }

        private static boolean isDeleted(Path root) {
            try (Stream<Path> tree = Files.walk(root)) {
                for (Path entry : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(entry);
                }
                return true;
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        }
    }
}
