package org.barman4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.barman4j.testing.FaultyDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyDiskTest extends DiskContract {
    @TempDir
    private Path own;

    @Override
    Disk disk() {
        return FaultyDisk.counting();
    }

    @Test
    void failsTheOneOperationItWasToldTo() throws IOException {
        FaultyDisk disk = FaultyDisk.failingAt(2);

        disk.createDirectories(own.resolve("a"));
        assertThatThrownBy(() -> disk.createDirectories(own.resolve("b")))
                .isInstanceOf(FaultyDisk.InjectedException.class);
        disk.createDirectories(own.resolve("c"));

        assertThat(own.resolve("a")).exists();
        assertThat(own.resolve("b")).doesNotExist();
        assertThat(own.resolve("c")).exists();
    }

    @Test
    void failsEverythingAfterACrash() {
        FaultyDisk disk = FaultyDisk.crashingAt(1);

        assertThatThrownBy(() -> disk.createDirectories(own.resolve("a"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.createDirectories(own.resolve("b"))).isInstanceOf(IOException.class);
    }
}
