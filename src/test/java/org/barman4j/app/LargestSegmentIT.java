package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.Shipment;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;

/** The largest segments that PostgreSQL can have go through a program that has 64 MB of memory. */
class LargestSegmentIT extends WalHomeTest {
    private static final int GIGABYTE = 1 << 30;
    private static final String NAME = WalSegments.name(1);

    @Test
    void comesBackAsItWas() throws Exception {
        assumeThat(Files.getFileStore(directory).getUsableSpace())
                .as("bytes of free space for three segments")
                .isGreaterThan(4L * GIGABYTE);
        serve("compression = gzip\ncompression_level = 1\n");
        byte[] start = Arrays.copyOf(WalSegments.segment(1, WalSegments.SYSTEM_ID, GIGABYTE), 8192);
        Path segment = sparse("segment", start, GIGABYTE);
        byte[] header = Arrays.copyOf(Shipment.resize(Shipment.of(NAME, new byte[1]), 0, GIGABYTE), 512 + 8192);
        System.arraycopy(start, 0, header, 512, start.length);
        Path shipment = sparse("shipment", header, 512 + GIGABYTE);
        try (RandomAccessFile file = new RandomAccessFile(shipment.toFile(), "rw")) {
            file.seek(file.length());
            file.write(new Shipment().pack("SHA256SUMS", sha256(segment) + " *" + NAME + "\n"));
        }

        assertThat(barman("put-wal main").reading(shipment).run()).succeeds().isSilent();
        assertThat(incoming(NAME)).hasSize(GIGABYTE);
        assertThat(barman("archive-wal main").run()).succeeds().isSilent();
        assertThat(Files.size(archived(NAME))).isLessThan(GIGABYTE / 100);
        assertThat(barman("get-wal -o " + directory + " main " + NAME).run()).succeeds();

        assertThat(Files.mismatch(directory.resolve(NAME), segment)).isNegative();
    }

    /** A file that takes hardly any space: some bytes, and then nothing but zeros. */
    private Path sparse(String name, byte[] content, long length) throws IOException {
        Path path = directory.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
            file.write(content);
        }
        return path;
    }

    private static String sha256(Path file) {
        return ProgramCall.of(Path.of("/usr/bin/sha256sum"))
                .words(List.of(file.toString()))
                .run()
                .mustSucceed()
                .out()
                .substring(0, 64);
    }

    private ProgramCall barman(String line) {
        return Installation.shared().barman(home.words(line));
    }
}
