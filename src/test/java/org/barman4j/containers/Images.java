package org.barman4j.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The images of both kinds of host, with today's packages in them, built once for the whole run.
 *
 * @param database PostgreSQL without a cluster, and sshd
 * @param backup the project's own image, and sshd
 */
record Images(String database, String backup) {
    private static final String DATABASE = "barman4j-test-database";
    private static final String PRODUCT = "barman4j-test-product";
    private static final String BACKUP = "barman4j-test-backup";
    private static final Path DOCKERFILES = Path.of("src/test/containers");
    private static final int PATIENCE_MINUTES = 8;

    /** The images that all tests share. */
    static Images shared() {
        return Shared.IMAGES;
    }

    private static final class Shared {
        private static final Images IMAGES = inTurn();
    }

    /** Whichever process of the tests comes second finds every layer made. */
    private static Images inTurn() {
        try (FileChannel turns = FileChannel.open(
                        Path.of("target/images.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock mine = turns.lock()) {
            return make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds both at the same time. */
    private static Images make() {
        Path packages = packages();
        try (var files = Files.list(packages)) {
            List<Path> all = files.toList();
            CompletableFuture<String> database = CompletableFuture.supplyAsync(
                    () -> build(DATABASE, DOCKERFILES.resolve("database"), matching(all, "barman4j-cli_")));
            build(PRODUCT, packages, List.of());
            String backup = build(BACKUP, DOCKERFILES.resolve("backup"), List.of());
            return new Images(database.join(), backup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(packages);
        }
    }

    /** What a user has behind {@code scripts/package}. */
    private static Path packages() {
        try {
            Path packages = Files.createTempDirectory("barman4j-packages");
            Installation.noteThatTheBuildIsFresh();
            ProgramCall.of(Path.of("scripts/package").toAbsolutePath())
                    .words(List.of("--output", packages.toString()))
                    .run()
                    .mustSucceed();
            return packages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> matching(List<Path> files, String prefix) {
        return files.stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .toList();
    }

    /** Builds from a directory and a few files more, on the engine's own network, where its packages are. */
    private static String build(String name, Path directory, List<Path> more) {
        ImageFromDockerfile image = new ImageFromDockerfile(name, false)
                .withFileFromPath(".", directory)
                .withBuildImageCmdModifier(command -> command.withNetworkMode("host"));
        more.forEach(file -> image.withFileFromPath(file.getFileName().toString(), file));
        try {
            return image.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not built within " + PATIENCE_MINUTES + " minutes: " + name, e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
