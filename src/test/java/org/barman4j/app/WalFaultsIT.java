package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.FaultLoop;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;

/** What changes WAL files beside archiving: whichever operation fails, nothing is lost and nothing half-done is seen. */
class WalFaultsIT extends WalHomeTest {
    private static final String NAME = WalSegments.name(1);
    private static final byte[] CONTENT = WalSegments.segment(1);

    @Test
    void aSuccessfulPutMeansThatTheFileIsThere() throws Exception {
        byte[] shipment = shipment(NAME, CONTENT);
        FaultLoop.run(this::start, disk -> mustSucceed(put(disk, shipment)), succeeded -> {
            assertThat(!succeeded || Files.exists(incoming(NAME))).isTrue();
            assertWholeOrAbsent();

            assertThat(put(new LocalDisk(), shipment).status()).isZero();

            assertThat(names("incoming").stream().filter(name -> !name.startsWith(".")))
                    .containsExactly(NAME);
            assertWholeOrAbsent();
        });
    }

    @Test
    void aPutOverAFragmentLosesNeither() throws Exception {
        byte[] shipment = shipment(NAME, CONTENT);
        byte[] fragment = Arrays.copyOf(CONTENT, 5000);
        Runnable prepare = () -> {
            start();
            home.write(incoming(NAME), fragment);
        };
        FaultLoop.run(prepare, disk -> put(disk, shipment), succeeded -> {
            put(new LocalDisk(), shipment); // which says so if it is the one that puts the fragment aside

            assertThat(put(new LocalDisk(), shipment).status()).isZero();
            assertThat(bytes(incoming(NAME))).isEqualTo(CONTENT);
            assertThat(contents("errors")).anyMatch(content -> Arrays.equals(content, fragment));
        });
    }

    @Test
    void whatIsPutAsideIsInOneOfTheTwoPlaces() throws Exception {
        byte[] other = WalSegments.segment(2);
        Runnable prepare = () -> {
            start();
            send(1);
            run("archive-wal main");
            home.write(incoming(NAME), other);
            home.write(incoming("junk"), "junk");
        };
        FaultLoop.run(prepare, disk -> mustSucceed(run(disk, "archive-wal main")), succeeded -> {
            assertThat(run("archive-wal main").status()).isZero();

            assertThat(names("incoming")).isEmpty();
            assertThat(contents("errors"))
                    .hasSize(2)
                    .anyMatch(content -> Arrays.equals(content, other))
                    .anyMatch(content -> new String(content, StandardCharsets.UTF_8).equals("junk"));
            assertThat(fetched(NAME)).isEqualTo(CONTENT);
        });
    }

    @Test
    void aRebuiltCatalogueIsTheOldOneOrTheNew() throws Exception {
        send(1);
        send(2);
        run("archive-wal main");
        String right = read(home.xlogDb());
        String wrong = right.substring(0, right.indexOf('\n') + 1);

        FaultLoop.run(
                () -> home.write(home.xlogDb(), wrong),
                disk -> mustSucceed(run(disk, "rebuild-xlogdb main")),
                succeeded -> assertThat(read(home.xlogDb())).isIn(succeeded ? List.of(right) : List.of(right, wrong)));
    }

    private void start() {
        try {
            clear();
            home.makeDirectory(server());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandRun put(Disk disk, byte[] shipment) {
        return CommandRun.of(Clock.systemUTC(), home.words("put-wal main"), disk, new ByteArrayInputStream(shipment));
    }

    private static void mustSucceed(CommandRun run) throws IOException {
        if (run.status() != 0) {
            throw new IOException(run.err());
        }
    }

    private void assertWholeOrAbsent() {
        if (Files.exists(incoming(NAME))) {
            assertThat(Arrays.equals(bytes(incoming(NAME)), CONTENT)).isTrue();
        }
    }

    private List<byte[]> contents(String place) {
        Path start = server().resolve(place);
        return names(place).stream().map(name -> bytes(start.resolve(name))).toList();
    }

    private static byte[] shipment(String name, byte[] content) throws Exception {
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            add(tar, name, content);
            add(tar, "SHA256SUMS", (sum + " *" + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
