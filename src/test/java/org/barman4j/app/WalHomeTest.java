package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.BeforeEach;

/** Tests on a home of one server without backups, into which WAL comes. */
abstract class WalHomeTest extends HomeTest {
    private static final String SERVER =
            """
            [main]
            conninfo = host=/nonexistent dbname=postgres
            ssh_command = ssh postgres@pg
            backup_options = concurrent_backup
            archiver = on
            """;

    @BeforeEach
    final void emptyHome() throws IOException {
        clear();
        serve("");
    }

    /** Takes away all that the server has. */
    final void clear() throws IOException {
        if (Files.notExists(home.root())) {
            return;
        }
        try (Stream<Path> files = Files.walk(home.root())) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Configures the server: what it always has, and then the given lines. */
    final void serve(String more) {
        home.write(home.serverConfig(), SERVER + more);
    }

    final Path server() {
        return home.root().resolve("main");
    }

    final Path incoming(String name) {
        return server().resolve("incoming").resolve(name);
    }

    final Path streaming(String name) {
        return server().resolve("streaming").resolve(name);
    }

    final Path archived(String name) {
        return home.wals()
                .resolve(name.length() < 24 ? "" : name.substring(0, 16))
                .resolve(name);
    }

    /** Puts a segment where {@code archive_command} does. */
    final void send(int number) {
        home.write(incoming(WalSegments.name(number)), WalSegments.segment(number));
    }

    final CommandRun run(String line) {
        return run(new LocalDisk(), line);
    }

    final CommandRun run(Disk disk, String line) {
        return CommandRun.of(Clock.systemUTC(), home.words(line), disk, InputStream.nullInputStream());
    }

    final CommandRun feed(byte[] input, String line) {
        return CommandRun.of(Clock.systemUTC(), home.words(line), new LocalDisk(), new ByteArrayInputStream(input));
    }

    /** The names in the catalogue, in its order. */
    final List<String> listed() {
        List<String> names = new ArrayList<>();
        if (Files.exists(home.xlogDb())) {
            read(home.xlogDb()).lines().forEach(line -> names.add(line.substring(0, line.indexOf('\t'))));
        }
        return names;
    }

    /** The files below a directory of the server, in order. */
    final List<String> names(String directory) {
        Path start = server().resolve(directory);
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code get-wal} says that a file holds. */
    final byte[] fetched(String name) {
        CommandRun run = run("get-wal main " + name);
        assertThat(run.err()).isEmpty();
        return run.output().toByteArray();
    }

    /** Asserts that each of the contents, and nothing else, is in the archive, has its line, and waits nowhere. */
    final void assertArchived(SortedMap<String, byte[]> contents) {
        assertThat(names("incoming")).isEmpty();
        assertThat(names("wals"))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(contents.keySet().stream(), Stream.of("main-xlog.db"))
                                .toList());
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(contents.keySet());
        contents.forEach((name, content) -> assertThat(Arrays.equals(fetched(name), content))
                .as("content of " + name)
                .isTrue());
    }
}
