package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The program as {@code scripts/install} puts it in its places, once for the whole run, below a temporary directory. */
public final class Installation {
    private final Path root;

    private Installation(Path root) {
        this.root = root;
    }

    /** The installation that all tests share. Whoever wants to change it makes a {@link #copyTo copy}. */
    public static Installation shared() {
        return Shared.INSTALLATION;
    }

    /** Runs the installer for a directory that stands in for the root of the file system. */
    public static Answer install(Path root, String... options) {
        noteThatTheBuildIsFresh();
        return ProgramCall.of(Path.of("scripts/install").toAbsolutePath())
                .words(Stream.concat(Stream.of("--prefix", "/usr", "--destdir", root.toString()), Stream.of(options))
                        .toList())
                .run();
    }

    /** A copy of this installation somewhere else. */
    public Installation copyTo(Path directory) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path entry : (Iterable<Path>) tree::iterator) {
                Files.copy(entry, directory.resolve(root.relativize(entry).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Installation(directory);
    }

    /** What stands in for the root of the file system. */
    public Path root() {
        return root;
    }

    public Path program() {
        return root.resolve("usr/bin/barman");
    }

    /** Where the jars and the start-up archive are. */
    public Path library() {
        return root.resolve("usr/lib/barman4j");
    }

    /** A call of the program, to be completed. */
    public ProgramCall barman(String... words) {
        return barman(List.of(words));
    }

    /** A call of the program, to be completed. */
    public ProgramCall barman(List<String> words) {
        return ProgramCall.of(program()).words(words);
    }

    /**
     * Integration tests run behind the build, so the jar is as good as new, but Maven leaves a jar alone whose classes
     * have not changed. The installer would take a younger launcher or pom for a reason to build again.
     */
    public static void noteThatTheBuildIsFresh() {
        Path jar = Path.of("target/barman4j.jar");
        try {
            Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new IllegalStateException("there is no " + jar + "; run these tests with 'mvn verify'", e);
        }
    }

    private static final class Shared {
        private static final Installation INSTALLATION = new Installation(make());

        private static Path make() {
            try {
                Path root = Files.createTempDirectory("barman4j-installed");
                OwnPostgres.open(root); // for those who run the program as another user
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
                Answer answer = install(root);
                if (answer.status() != 0) {
                    throw new IllegalStateException("the installation failed with " + answer);
                }
                return root;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path root) {
            try (Stream<Path> tree = Files.walk(root)) {
                for (Path entry : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(entry);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
