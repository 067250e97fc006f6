package org.barman4j.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;

/** Tests that delete backups of a home whose WAL is all there. */
abstract class DeletedHomeTest extends HomeTest {
    static final String OLDEST = SmallHome.OLDEST;
    static final String MIDDLE = SmallHome.MIDDLE;
    static final String LATEST = SmallHome.LATEST;

    @BeforeEach
    final void fill() {
        home.fillArchive();
    }

    final CommandRun run(String line) {
        return run(new LocalDisk(), line);
    }

    final CommandRun run(Disk disk, String line) {
        return CommandRun.of(Clock.systemUTC(), home.words(line), disk, InputStream.nullInputStream());
    }

    /** The files of the archive, in order. */
    final List<String> archived() {
        try (Stream<Path> files = Files.walk(home.wals())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("main-xlog.db"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that the catalogue has, in order. */
    final List<String> listed() {
        return SmallHome.read(home.xlogDb())
                .lines()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .sorted()
                .toList();
    }

    final List<String> backups() {
        return run("list-backups --minimal main").out().lines().toList();
    }

    final Path mark(String id) {
        return home.meta().resolve(id + "-delete_this");
    }
}
