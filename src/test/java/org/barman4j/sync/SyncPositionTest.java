package org.barman4j.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.io.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a passive node has come, as a file of one line tells it. */
class SyncPositionTest {
    private static final String WAL = "0000000100000000000000A5";

    @Test
    void barmanWritesNameAndPosition() {
        assertThat(SyncPosition.parse(WAL + "\t4711"))
                .isEqualTo(new SyncPosition(Optional.of(WAL), OptionalLong.of(4711)));
        assertThat(SyncPosition.parse("00000002.history\t0"))
                .isEqualTo(new SyncPosition(Optional.of("00000002.history"), OptionalLong.of(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\t0", "rubbish\t5", "000000010000000000\t5", "../../x\t1"})
    void whatNamesNoWalFileIsNoPosition(String text) {
        assertThat(SyncPosition.parse(text)).isEqualTo(SyncPosition.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\tx", "\t-1", "\t99999999999999999999", "\t1\t2"})
    void aNameAloneIsEnough(String rest) {
        assertThat(SyncPosition.parse(WAL + rest)).isEqualTo(new SyncPosition(Optional.of(WAL), OptionalLong.empty()));
    }

    @Test
    void whatIsWrittenIsRead(@TempDir Path directory) throws IOException {
        assertThat(SyncPosition.read(directory)).isEqualTo(SyncPosition.NONE);

        new SyncPosition(Optional.of(WAL), OptionalLong.of(99)).write(directory, new LocalDisk());
        assertThat(Files.readString(directory.resolve("sync-wals.info"))).isEqualTo(WAL + "\t99");
        SyncPosition.behind(WAL).write(directory, new LocalDisk());

        assertThat(SyncPosition.read(directory).lastWal()).contains(WAL);
    }
}
