package org.barman4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.barman4j.testing.FaultLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path directory;

    @Test
    void leavesTheOldContentOrTheNewWhateverFails() throws IOException {
        Path file = directory.resolve("file");

        FaultLoop.run(() -> put(file, "old"), disk -> new AtomicFile(disk).write(file, bytes("new")), succeeded -> {
            String content = Files.readString(file);
            assertThat(content).isIn("old", "new");
            if (succeeded) {
                assertThat(content).isEqualTo("new");
            }
        });
    }

    @Test
    void createsTheFileWholeOrNotAtAll() throws IOException {
        Path file = directory.resolve("file");

        FaultLoop.run(() -> remove(file), disk -> new AtomicFile(disk).write(file, bytes("new")), succeeded -> {
            assertThat(Files.exists(file)).isIn(true, succeeded);
            if (Files.exists(file)) {
                assertThat(file).hasContent("new");
            }
        });
    }

    @Test
    void leavesNoTemporaryFileWhenTheRenameFails() throws IOException {
        Path file = directory.resolve("dir");
        Files.createDirectories(file.resolve("not empty"));

        try {
            new AtomicFile(new LocalDisk()).write(file, bytes("new"));
        } catch (IOException expected) {
            // a directory can't be replaced by a file
        }

        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void keepsTheModeOfTheFileItReplaces() throws IOException {
        Path file = put(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        new AtomicFile(new LocalDisk()).write(file, bytes("new"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void nobodyReadsATemporaryFileWhoMustNotReadTheTarget() throws IOException {
        Path file = put(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        FaultLoop.run(() -> remove(temporary(file)), disk -> new AtomicFile(disk).write(file, bytes("new")), any -> {
            if (Files.exists(temporary(file)) && Files.size(temporary(file)) > 0) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary(file))))
                        .isEqualTo("rw-------");
            }
        });
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Path put(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
