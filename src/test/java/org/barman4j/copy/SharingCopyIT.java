package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.testing.SharingFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies within a file system where two files can share their blocks. */
class SharingCopyIT extends ClusterCopyContract {
    private SharingFileSystem files;

    @BeforeEach
    void mount() throws IOException {
        files = SharingFileSystem.mount("xfs", directory);
        Files.createDirectories(source);
        Files.createDirectories(older);
    }

    @AfterEach
    void unmount() {
        if (files != null) {
            files.close();
        }
    }

    @Override
    protected ClusterCopy copier(Disk disk) {
        return new LocalCopy(settings(), disk, clock(), progress(), FileLook.NONE);
    }

    @Test
    void largeFilesAreShared() throws Exception {
        write(source.resolve("large"), "x".repeat(2_000_000), OLD, "rw-r-----");
        write(source.resolve("small"), "x".repeat(20_000), OLD, "rw-r-----");

        copyData();

        assertThat(SharingFileSystem.shares(target.resolve("large"))).isTrue();
        assertThat(SharingFileSystem.shares(target.resolve("small"))).isFalse();
    }

    @Test
    void whatIsWrittenLaterIsNotShared() throws Exception {
        write(source.resolve("large"), "x".repeat(2_000_000), OLD, "rw-r-----");
        copyData();

        write(source.resolve("large"), "y".repeat(2_000_000), NEW, "rw-r-----");

        assertThat(target.resolve("large")).hasContent("x".repeat(2_000_000));
    }

    @Test
    void oneThatVanishesKeepsNoOtherFromBeingShared() throws Exception {
        Path vanished = source.resolve("vanished");
        Path there = Files.createDirectories(target).resolve("there");
        write(source.resolve("there"), "x".repeat(2_000_000), OLD, "rw-r-----");
        Files.createFile(there);
        BlockSharing sharing = new BlockSharing();

        assertThat(sharing.share(vanished, 2_000_000, there)).isFalse();
        assertThat(sharing.share(source.resolve("there"), 2_000_000, there)).isTrue();
    }

    @Test
    void aRefusalLeavesAnEmptyFile() throws Exception {
        Path elsewhere = Path.of("/dev/shm");
        Path there = Files.createTempFile(elsewhere, "barman4j", null);
        try {
            write(source.resolve("there"), "x".repeat(2_000_000), OLD, "rw-r-----");

            assertThat(new BlockSharing().share(source.resolve("there"), 2_000_000, there))
                    .isFalse();

            assertThat(there).isEmptyFile();
        } finally {
            Files.delete(there);
        }
    }
}
