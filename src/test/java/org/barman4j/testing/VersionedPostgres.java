package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A real PostgreSQL of another version than the distribution's, on a free port of the loopback address. It is unpacked
 * from a jar in {@code target/postgres}, which holds nothing but the server, and is gone when it is closed.
 */
public final class VersionedPostgres implements AutoCloseable {
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";

    private final Path root;
    private final int port = PostgresFixture.freePort();

    private VersionedPostgres(Path root) {
        this.root = root;
    }

    /** The jars there are, one a version. */
    public static List<Path> jars() {
        try (Stream<Path> files = Files.list(Path.of("target/postgres"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version in a jar's name, such as {@code 9.6.24} or, for 18.1, {@code 18.1.0}. */
    public static String version(Path jar) {
        String name = jar.getFileName().toString();
        return name.substring(name.lastIndexOf('-') + 1, name.length() - ".jar".length());
    }

    /** Unpacks and starts a server, with a superuser {@code postgres} that needs no password. */
    public static VersionedPostgres start(Path jar) throws IOException {
        VersionedPostgres server = new VersionedPostgres(Files.createTempDirectory("barman4j-versions"));
        Files.setPosixFilePermissions(server.root, PosixFilePermissions.fromString("rwxr-xr-x"));
        unpack(jar, server.root);
        if (server.isRoot()) {
            server.run("chown", "postgres:", server.root.toString());
        }
        server.run(server.words("initdb", "-D", server.data(), "-A", "trust", "-U", "postgres", "-N"));
        Files.writeString(
                Path.of(server.data(), "pg_hba.conf"),
                "host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\nlocal all all trust\n");
        String options = "-p " + server.port + " -k " + server.root + " -c listen_addresses=127.0.0.1 -c fsync=off"
                + " -c wal_level=replica -c max_wal_senders=4 -c max_replication_slots=4 -c archive_mode=on"
                + " -c archive_command=true";
        server.run(server.words(
                "pg_ctl", "-w", "-s", "-D", server.data(), "-l", server.root + "/log", "-o", options, "start"));
        return server;
    }

    /** Unpacks a server into a directory, and returns where its programs are. */
    public static Path unpack(Path jar, Path directory) {
        Path archive = directory.resolve(ARCHIVE);
        try (JarFile file = new JarFile(jar.toFile())) {
            Files.copy(file.getInputStream(file.getEntry(ARCHIVE)), archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PostgresFixture.run(List.of("tar", "-xJf", archive.toString(), "-C", directory.toString()));
        return directory.resolve("bin");
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        run(words("pg_ctl", "-w", "-s", "-D", data(), "-m", "immediate", "stop"));
        run("rm", "-rf", root.toString());
    }

    private String data() {
        return root + "/data";
    }

    private boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private String[] words(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            words.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        words.add(root + "/bin/" + program);
        words.addAll(List.of(arguments));
        return words.toArray(new String[0]);
    }

    private void run(String... words) {
        ProgramCall.of(Path.of("/usr/bin/env"))
                .words(List.of(words))
                .in(root)
                .run()
                .mustSucceed();
    }
}
