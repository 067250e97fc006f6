package org.barman4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDeletionTest {
    @TempDir
    Path directory;

    @Test
    void aDirectoryMayHoldMoreThanIsReadAtOnce() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree/below")).getParent();
        for (int i = 0; i < 20_001; i++) {
            Files.createFile(tree.resolve("below/" + i));
        }

        new TreeDeletion(new LocalDisk()).delete(tree);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatLinksLeadToStays() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Path kept = Files.createFile(elsewhere.resolve("kept"));
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);

        new TreeDeletion(new LocalDisk()).delete(tree);

        assertThat(tree).doesNotExist();
        assertThat(kept).exists();
    }
}
