package org.barman4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every disk does, the one that injects failures included. */
abstract class DiskContract {
    @TempDir
    private Path directory;

    abstract Disk disk();

    @Test
    void createCutsAnOldFileToNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old and long");

        write(disk().create(file), "new");

        assertThat(file).hasContent("new");
    }

    @Test
    void appendWritesBehindWhatIsThere() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "one ");

        write(disk().append(file), "two");

        assertThat(file).hasContent("one two");
    }

    @Test
    void appendCreatesAnAbsentFile() throws IOException {
        write(disk().append(directory.resolve("file")), "text");

        assertThat(directory.resolve("file")).hasContent("text");
    }

    @Test
    void truncateCutsTheFile() throws IOException {
        Path file = directory.resolve("file");

        try (DiskFile open = disk().create(file)) {
            open.write("0123456789".getBytes(StandardCharsets.US_ASCII));
            open.truncate(4);
            open.sync();
        }

        assertThat(file).hasContent("0123");
    }

    @Test
    void createPrivateKeepsOthersOut() throws IOException {
        Path file = directory.resolve("lock");

        disk().createPrivate(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void createPrivateLeavesAFileThatExistsAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("lock"), "4711\n");

        disk().createPrivate(file);

        assertThat(file).hasContent("4711\n");
    }

    @Test
    void renameReplacesTheTarget() throws IOException {
        Path source = Files.writeString(directory.resolve("source"), "new");
        Path target = Files.writeString(directory.resolve("target"), "old");

        disk().rename(source, target);

        assertThat(target).hasContent("new");
        assertThat(source).doesNotExist();
    }

    @Test
    void deleteRefusesWhatIsNotThere() {
        assertThatThrownBy(() -> disk().delete(directory.resolve("nothing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void deleteRefusesADirectoryWithFiles() throws IOException {
        Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> disk().delete(directory)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void createDirectoriesAcceptsThoseThatExist() throws IOException {
        Path deep = directory.resolve("a/b/c");

        disk().createDirectories(deep);
        disk().createDirectories(deep);

        assertThat(deep).isDirectory();
    }

    @Test
    void createDirectoriesRefusesAFileInTheWay() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> disk().createDirectories(file)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> disk().createDirectories(file.resolve("a/b"))).isInstanceOf(FileSystemException.class);
    }

    @Test
    void copyOwnershipCopiesTheMode() throws IOException {
        Path from = Files.writeString(directory.resolve("from"), "");
        Path to = Files.writeString(directory.resolve("to"), "");
        Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rw-r-----"));

        disk().copyOwnership(from, to);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void syncDirectoryRefusesWhatIsNotThere() {
        assertThatThrownBy(() -> disk().syncDirectory(directory.resolve("nothing")))
                .isInstanceOf(IOException.class);
    }

    private static void write(DiskFile file, String text) throws IOException {
        try (file) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
            file.sync();
        }
    }
}
