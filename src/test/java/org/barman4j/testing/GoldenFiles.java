package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds what was recorded from Barman, and copies it to where a test may change it. */
public final class GoldenFiles {
    private GoldenFiles() {}

    public static Path directory(String name) {
        return Path.of("src/test/resources/golden").resolve(name).toAbsolutePath();
    }

    /** The entries of a directory, by name. */
    public static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a tree, putting a text in place of a placeholder in every file and every link. */
    public static void copy(Path source, Path target, String placeholder, String text) {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path entry : (Iterable<Path>) tree::iterator) {
                Path copy = target.resolve(source.relativize(entry).toString());
                if (Files.isSymbolicLink(entry)) {
                    String link = Files.readSymbolicLink(entry).toString().replace(placeholder, text);
                    Files.createSymbolicLink(copy, Path.of(link));
                } else if (Files.isDirectory(entry)) {
                    Files.createDirectories(copy);
                } else {
                    String content = new String(Files.readAllBytes(entry), StandardCharsets.ISO_8859_1);
                    Files.write(copy, content.replace(placeholder, text).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
