package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.barman4j.testing.FaultyDisk;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever single operation fails, and wherever the process dies, each segment is archived once, whole, and listed once. */
class ArchiveWalFaultsIT extends WalHomeTest {
    private final TreeMap<String, byte[]> contents = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "compression = gzip\n",
                "compression = custom\ncustom_compression_filter = gzip -c\n"
                        + "custom_decompression_filter = gzip -dc\ncustom_compression_magic = 0x1f8b08\n"
            })
    void theNextRunFinishesWhatOneFailureLeft(String compression) throws Exception {
        serve(compression);
        prepare();
        FaultyDisk counting = FaultyDisk.counting();
        assertThat(run(counting, "archive-wal main").status()).isZero();
        assertArchived(contents);

        for (int number = 1; number <= counting.operations(); number++) {
            for (FaultyDisk disk : new FaultyDisk[] {FaultyDisk.failingAt(number), FaultyDisk.crashingAt(number)}) {
                prepare();
                run(disk, "archive-wal main");
                contents.forEach((name, content) -> assertIsSomewhere(name, content));

                CommandRun next = run("archive-wal main");

                assertThat(next.status()).as(next.err()).isZero();
                assertArchived(contents);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 70, 150, 210})
    void aTornLastLineIsCutOff(int cut) throws Exception {
        prepare();
        run("archive-wal main");
        byte[] lines = bytes(home.xlogDb());
        send(9);
        contents.put(WalSegments.name(9), WalSegments.segment(9));
        home.write(home.xlogDb(), Arrays.copyOf(lines, lines.length - cut));
        for (String name : contents.keySet()) { // a line is torn only while its segment has not yet left its source
            if (!wholeLines().contains(name)) {
                home.write(incoming(name), contents.get(name));
            }
        }

        CommandRun run = run("archive-wal main");

        assertThat(run.status()).as(run.err()).isZero();
        assertArchived(contents);
    }

    @Test
    void whatAnEarlierRunArchivedIsMadeDurableBeforeTheSourceGoes() throws Exception {
        send(1);
        run("archive-wal main");
        send(1);
        FaultyDisk disk = FaultyDisk.counting();

        run(disk, "archive-wal main");

        Path archived = archived(WalSegments.name(1));
        assertThat(disk.log())
                .containsSubsequence(
                        "syncFile " + archived,
                        "syncDirectory " + archived.getParent(),
                        "sync " + home.xlogDb(),
                        "delete " + incoming(WalSegments.name(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "compression = gzip\n"})
    void whatAKilledRunHadCompressedIsNotLeftBehind(String compression) throws Exception {
        serve(compression);
        for (String leftover : List.of(".tmp", ".gpg")) {
            for (int number = 1; number <= 2; number++) {
                home.write(archived(WalSegments.name(number) + leftover), "half of it");
            }
        }
        home.write(archived(WalSegments.name(2)), WalSegments.segment(2));
        for (int number = 1; number <= 2; number++) {
            contents.put(WalSegments.name(number), WalSegments.segment(number));
            send(number);
        }

        assertThat(run("archive-wal main").status()).isZero();

        assertArchived(contents);
    }

    private List<String> wholeLines() {
        String text = read(home.xlogDb());
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> line.split("\t", 2)[0])
                .toList();
    }

    private void prepare() throws IOException {
        clear();
        contents.clear();
        for (int number = 1; number <= 3; number++) {
            contents.put(WalSegments.name(number), WalSegments.segment(number));
        }
        contents.put("00000002.history", "1\t0/3000000\tno reason\n".getBytes(StandardCharsets.UTF_8));
        contents.forEach((name, content) -> home.write(incoming(name), content));
    }

    private void assertIsSomewhere(String name, byte[] content) {
        Path source = incoming(name);
        if (Files.exists(source)) {
            assertThat(Arrays.equals(bytes(source), content))
                    .as("content of " + source)
                    .isTrue();
        } else {
            assertThat(Map.of(name, listed())).as("name and catalogue").allSatisfy((wal, lines) -> assertThat(lines)
                    .contains(wal));
            assertThat(Arrays.equals(fetched(name), content))
                    .as("content of " + name)
                    .isTrue();
        }
    }
}
