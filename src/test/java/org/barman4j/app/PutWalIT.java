package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.barman4j.testing.Shipment;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What put-wal makes of everything that a client, or somebody who claims to be one, may send. */
class PutWalIT extends WalHomeTest {
    private static final String NAME = WalSegments.name(1);
    private static final byte[] SEGMENT = WalSegments.segment(1);
    private static final byte[] OTHER = WalSegments.segment(2);

    @Test
    void whatWasSentIsArchived() {
        TreeMap<String, byte[]> contents = new TreeMap<>();
        contents.put(NAME, SEGMENT);
        contents.put("00000002.history", "1\t0/3000000\tno reason\n".getBytes(StandardCharsets.UTF_8));
        Shipment shipment = new Shipment();
        contents.forEach((name, content) -> shipment.file(name, content).sum("./" + name, content));

        assertTaken(feed(shipment.pack(), "put-wal main"));
        run("archive-wal main");

        assertArchived(contents);
    }

    @Test
    void theOldChecksumsAreStillTaken() {
        byte[] shipment = new Shipment()
                .file(NAME, SEGMENT)
                .pack("MD5SUMS", Shipment.digest("MD5", SEGMENT) + " *" + NAME + "\n");

        assertTaken(feed(shipment, "put-wal main"));

        assertThat(Arrays.equals(bytes(incoming(NAME)), SEGMENT)).isTrue();
    }

    @Test
    void aFileOfTheSameContentIsTakenTwice() {
        for (int time = 0; time < 2; time++) {
            assertTaken(feed(Shipment.of(NAME, SEGMENT), "put-wal main"));
        }

        assertThat(names("incoming")).containsExactly(NAME);
        assertThat(names("errors")).isEmpty();
    }

    /** Up to the end of the last checksum, that is: what is behind it is only padding. */
    @Test
    void aStreamThatBreaksOffLeavesNothingBehind() {
        byte[] whole = Shipment.of(NAME, SEGMENT);
        int sums = 512 + SEGMENT.length;
        int end = sums + 512 + Shipment.digest("SHA-256", SEGMENT).length() + 2 + NAME.length() + 1;
        int[] cuts = {
            0,
            1,
            100,
            511,
            512,
            513,
            1024,
            512 + 8192,
            512 + SEGMENT.length / 2,
            sums - 1,
            sums,
            sums + 1,
            sums + 511,
            sums + 512,
            sums + 513,
            end - 1
        };
        for (int cut : cuts) {
            CommandRun run = feed(Arrays.copyOf(whole, cut), "put-wal main");

            assertRefused(run);
            assertThat(names("incoming")).as("cut at " + cut).isEmpty();
        }

        assertTaken(feed(whole, "put-wal main"));
    }

    @Test
    void otherContentIsKeptAsideAndIsNoSuccess() {
        feed(Shipment.of(NAME, SEGMENT), "put-wal main");

        for (int time = 0; time < 2; time++) {
            CommandRun run = feed(Shipment.of(NAME, OTHER), "put-wal main");

            assertRefused(run);
            assertThat(run.err()).contains("Duplicate Files Detected with Mismatched Checksums");
        }

        assertThat(Arrays.equals(bytes(incoming(NAME)), SEGMENT)).isTrue();
        assertThat(names("errors")).singleElement().asString().endsWith(".duplicate");
        assertThat(Arrays.equals(bytes(onlyError()), OTHER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 8192, WalSegments.SIZE - 1})
    void aWholeFileTakesThePlaceOfAPart(int length) {
        byte[] part = Arrays.copyOf(SEGMENT, length);
        home.write(incoming(NAME), part);

        CommandRun first = feed(Shipment.of(NAME, SEGMENT), "put-wal main");
        CommandRun second = feed(Shipment.of(NAME, SEGMENT), "put-wal main");

        assertRefused(first);
        assertTaken(second);
        assertThat(bytes(onlyError())).isEqualTo(part);
        assertThat(Arrays.equals(bytes(incoming(NAME)), SEGMENT)).isTrue();
    }

    @Test
    void whatIsNoPlainFileInTheDirectoryIsRefused() {
        Path outside = directory.resolve("outside");
        home.write(outside, "precious");
        List<Shipment> hostile = new ArrayList<>();
        for (String name : List.of(
                outside.toString(),
                "../../../outside",
                "../" + NAME,
                "x/../" + NAME,
                "x/" + NAME,
                ".",
                "..",
                ".hidden",
                "./.hidden",
                "a\nb",
                "a\u001b[31mb",
                "a\u009bb",
                "x".repeat(300))) {
            hostile.add(new Shipment().file(name, OTHER).sum(name, OTHER));
        }
        for (byte type : new byte[] {
            TarConstants.LF_SYMLINK,
            TarConstants.LF_LINK,
            TarConstants.LF_DIR,
            TarConstants.LF_CHR,
            TarConstants.LF_BLK,
            TarConstants.LF_FIFO
        }) {
            hostile.add(new Shipment().special(NAME, type, outside.toString()));
            hostile.add(new Shipment()
                    .special(NAME, type, outside.toString())
                    .file(NAME, OTHER)
                    .sum(NAME, OTHER));
        }
        for (Shipment shipment : hostile) {
            CommandRun run = feed(shipment.pack(), "put-wal main");

            assertRefused(run);
            assertThat(names("incoming")).as(run.err()).isEmpty();
            assertThat(read(outside)).as(run.err()).isEqualTo("precious");
        }
    }

    @Test
    void namesWithQuotesAndBlanksArePutAsideLikeOthersThatAreNoWal() {
        for (String name : List.of("a'b", "a\"b", "a b", "$(id)", "a;b", "-rf", "\u00fc\u20ac")) {
            assertTaken(feed(Shipment.of(name, OTHER), "put-wal main"));
        }

        assertThat(run("archive-wal main").status()).isZero();
        assertThat(names("incoming")).isEmpty();
        assertThat(names("errors")).hasSize(7);
    }

    @Test
    void theNameOfAShipmentWithoutNameIsRefused() {
        byte[] shipment = Shipment.of(NAME, SEGMENT);
        Arrays.fill(shipment, 0, 100, (byte) 0);

        assertRefused(feed(Shipment.resize(shipment, 0, SEGMENT.length), "put-wal main"));
        assertThat(names("incoming")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {WalSegments.SIZE + 513, 1L << 40, Long.MAX_VALUE, -1})
    void aSizeThatIsNotTrueIsRefused(long size) {
        assertRefused(feed(Shipment.resize(Shipment.of(NAME, SEGMENT), 0, size), "put-wal main"));
        assertThat(names("incoming")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 30, Long.MAX_VALUE})
    void checksumsThatAreTooLongAreRefused(long size) {
        byte[] shipment = Shipment.of(NAME, SEGMENT);

        assertRefused(feed(Shipment.resize(shipment, 512 + SEGMENT.length, size), "put-wal main"));
        assertThat(names("incoming")).isEmpty();
    }

    @Test
    void filesAndChecksumsBelongTogether() {
        String sum = Shipment.digest("SHA-256", SEGMENT);
        List<byte[]> odd = List.of(
                new Shipment().file(NAME, SEGMENT).pack(),
                new Shipment().sum(NAME, SEGMENT).pack(),
                new Shipment()
                        .file(NAME, SEGMENT)
                        .sum(WalSegments.name(2), SEGMENT)
                        .pack(),
                new Shipment()
                        .file(NAME, SEGMENT)
                        .file(WalSegments.name(2), OTHER)
                        .sum(NAME, SEGMENT)
                        .pack(),
                new Shipment().file(NAME, SEGMENT).sum(NAME, OTHER).pack(),
                new Shipment().file(NAME, SEGMENT).pack("SHA256SUMS", sum + "\n"),
                new Shipment().file(NAME, SEGMENT).pack("SHA256SUMS", "\n\n \n"),
                new Shipment().file(NAME, SEGMENT).pack("MD5SUMS", sum + " *" + NAME + "\n"),
                new Shipment().file(NAME, SEGMENT).pack("SHA256SUMS", sum + "\u001b[2J\u0007\n"),
                "hello".repeat(1000).getBytes(StandardCharsets.UTF_8),
                new byte[10240],
                new byte[0]);
        for (byte[] shipment : odd) {
            CommandRun run = feed(shipment, "put-wal main");

            assertRefused(run);
            assertThat(names("incoming")).as(run.err()).isEmpty();
        }
    }

    @Test
    void twoFilesOfOneNameAreRefused() {
        byte[] shipment = new Shipment()
                .file(NAME, SEGMENT)
                .file("./" + NAME, OTHER)
                .sum(NAME, OTHER)
                .pack();

        assertRefused(feed(shipment, "put-wal main"));
        assertThat(names("incoming")).isEmpty();
    }

    @Test
    void aTemporaryOfADeadProcessOfTheSameNumberIsNotWrittenTo() throws Exception {
        home.write(incoming(NAME), SEGMENT);
        Path leftover = incoming("." + ProcessHandle.current().pid() + "-" + NAME);
        Files.createLink(leftover, incoming(NAME)); // as when it dies right after giving the file its name

        assertRefused(feed(Shipment.of(NAME, OTHER), "put-wal main"));

        assertThat(Arrays.equals(bytes(incoming(NAME)), SEGMENT)).isTrue();
        assertThat(Arrays.equals(bytes(onlyError()), OTHER)).isTrue();
        assertThat(names("incoming")).containsExactly(NAME);
    }

    @Test
    void whatADeadProcessHadReceivedIsRemovedWhenWalIsArchived() {
        String[] kept = {"." + ProcessHandle.current().pid() + "-" + NAME, ".hidden", ".12x-" + NAME, ".-" + NAME};
        for (String name : kept) {
            home.write(incoming(name), SEGMENT);
        }
        home.write(incoming("." + nobody() + "-" + NAME), SEGMENT);
        home.write(incoming("." + Long.MAX_VALUE / 10 + "-a b\nc"), SEGMENT);

        run("archive-wal main");

        assertThat(names("incoming")).containsExactlyInAnyOrder(kept);
    }

    /** A number that no process has: that of one that has ended. */
    private static long nobody() {
        try {
            Process process = new ProcessBuilder("true").start();
            process.waitFor();
            return process.pid();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path onlyError() {
        assertThat(names("errors")).hasSize(1);
        return server().resolve("errors").resolve(names("errors").get(0));
    }

    private static void assertTaken(CommandRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    /** One clear line, which no terminal takes for anything else. */
    private static void assertRefused(CommandRun run) {
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> line.startsWith("ERROR: ")))
                .as(run.err())
                .hasSize(1);
        assertThat(run.err().lines())
                .allMatch(line ->
                        line.startsWith("ERROR: ") || line.startsWith("HINT: ") || line.startsWith("WARNING: "));
        assertThat(run.err()).doesNotContain("unexpected failure", "Exception");
        assertThat(run.err().replace("\n", "").chars()).noneMatch(Character::isISOControl);
    }
}
