package org.barman4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.FaultLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files count as left over by writers that were killed. */
class LeftoversTest {
    private static final List<String> OTHERS = List.of(
            "file",
            "file.tmp",
            "file..tmp",
            "file.1x.tmp",
            "file.1.tmp.gz",
            "file.1.2.tmp",
            "main-file.1.tmp",
            "file2.1.tmp",
            "1.tmp");

    @TempDir
    private Path directory;

    @Test
    void thoseOfATargetGoWhateverNumberTheyBear() throws IOException {
        OTHERS.forEach(this::put);
        Path target = directory.resolve("file");
        assertThat(Leftovers.mayExist(target)).isFalse();
        put("file.1.tmp"); // a process that lives
        put("file." + ProcessHandle.current().pid() + ".tmp");
        put("file.99999999999999999999.tmp");
        assertThat(Leftovers.mayExist(target)).isTrue();

        new Leftovers(new LocalDisk()).remove(target);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(OTHERS);
        }
    }

    @Test
    void whereThereIsNoDirectoryThereAreNone() throws IOException {
        Path target = directory.resolve("nosuch/file");

        assertThat(Leftovers.mayExist(target)).isFalse();
        new Leftovers(new LocalDisk()).remove(target);
    }

    @Test
    void whetherOrNotTheyCanBeRemovedTheFileIsWritten() throws IOException {
        Path target = directory.resolve("file");
        byte[] content = "new".getBytes(StandardCharsets.UTF_8);

        FaultLoop.run(
                () -> {
                    put("file.1.tmp");
                    put("file");
                },
                disk -> new AtomicFile(disk).writeAlone(target, file -> file.write(content)),
                succeeded -> {
                    assertThat(Files.readString(target)).isIn("old", "new");
                    if (succeeded) {
                        assertThat(target).hasContent("new");
                    }
                });
        assertThat(Leftovers.mayExist(target)).isFalse();
    }

    private void put(String name) {
        try {
            Files.writeString(directory.resolve(name), "old");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
