package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.barman4j.testing.Answer;
import org.barman4j.testing.AnswerAssert;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.Shipment;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is really full: one clear line, nothing lost, and all is well once there is space again. */
class FullDiskIT extends WalHomeTest {
    private static final int CAPACITY = 12 << 20;

    private final TreeMap<String, byte[]> contents = new TreeMap<>();
    private boolean mounted;

    @BeforeEach
    void mount() {
        home.makeDirectory(server());
        Answer answer = call("mount", "-t", "tmpfs", "-o", "size=" + CAPACITY, "tmpfs", server().toString());
        mounted = answer.status() == 0;
        assumeThat(mounted)
                .as("may mount a file system of a size of its own: " + answer.err())
                .isTrue();
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            call("umount", "-l", server().toString()).mustSucceed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4096, 100_000, 300_000, 2_500_000})
    void archivingGoesOnWhereItStopped(int space) throws Exception {
        serve("compression = gzip\n");
        for (int number = 1; number <= 5; number++) {
            send(number, noise(number));
        }
        Path ballast = fill(space);

        Answer full = barman("archive-wal main").run();

        AnswerAssert.assertThat(full).isClear().hasStatus(1);
        assertThat(full.errors()).singleElement().asString().contains("No space left on device");
        contents.forEach((name, content) -> assertThat(Files.exists(incoming(name)) || listed().contains(name))
                .as("there is " + name)
                .isTrue());
        Files.delete(ballast);
        AnswerAssert.assertThat(barman("archive-wal main").run()).succeeds();
        assertArchived(contents);
    }

    /** The last page of the catalogue has room for a line or two, and there is no other page. */
    @Test
    void aLineThatDoesNotFitIsWrittenLater() throws Exception {
        for (int number = 1; number <= 60; number++) {
            send(number, new byte[] {(byte) number});
        }
        run("archive-wal main").status();
        long listed = Files.size(home.xlogDb());
        assertThat(listed % 4096).as("room in the last page").isGreaterThan(2500);
        for (int number = 61; number <= 100; number++) {
            send(number, new byte[] {(byte) number});
        }
        Path ballast = fill(0);

        Answer full = barman("archive-wal main").run();

        AnswerAssert.assertThat(full).isClear().hasStatus(1);
        assertThat(full.errors()).singleElement().asString().contains("No space left on device");
        assertThat(read(home.xlogDb())).endsWith("\n");
        AnswerAssert.assertThat(barman("list-backups main").run()).succeeds().isSilent();
        Files.delete(ballast);
        AnswerAssert.assertThat(barman("archive-wal main").run()).succeeds();
        assertArchived(contents);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4096, 1_000_000, WalSegments.SIZE - 4096})
    void whatIsSentWhileTheDiskIsFullIsRefused(int space) throws Exception {
        String name = WalSegments.name(1);
        Path shipment = Files.write(directory.resolve("shipment"), Shipment.of(name, WalSegments.segment(1)));
        Path ballast = fill(space);

        Answer full = barman("put-wal main").reading(shipment).run();

        AnswerAssert.assertThat(full).isClear().hasStatus(1);
        assertThat(full.errors()).singleElement().asString().contains("No space left on device");
        assertThat(names("incoming")).isEmpty();
        Files.delete(ballast);
        AnswerAssert.assertThat(barman("put-wal main").reading(shipment).run()).succeeds();
        assertThat(Arrays.equals(bytes(incoming(name)), WalSegments.segment(1))).isTrue();
    }

    /** Of which compression makes no less. */
    private static byte[] noise(int number) {
        byte[] segment = WalSegments.segment(number);
        byte[] noise = new byte[segment.length - 8192];
        new Random(number).nextBytes(noise);
        System.arraycopy(noise, 0, segment, 8192, noise.length);
        return segment;
    }

    private void send(int number, byte[] content) {
        home.write(incoming(WalSegments.name(number)), content);
        contents.put(WalSegments.name(number), content);
    }

    /** Fills the disk but for so many bytes, and returns what to delete to have space again. */
    private Path fill(int space) throws IOException {
        Path ballast = server().resolve("ballast");
        int left = (int) (Files.getFileStore(server()).getUsableSpace() - space);
        Files.write(ballast, new byte[left]);
        return ballast;
    }

    private ProgramCall barman(String line) {
        return Installation.shared().barman(home.words(line));
    }

    private static Answer call(String... words) {
        return ProgramCall.of(Path.of("/usr/bin/env")).words(List.of(words)).run();
    }
}
