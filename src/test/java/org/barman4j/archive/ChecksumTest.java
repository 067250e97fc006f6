package org.barman4j.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
    /** What sha256sum says of the bytes below. */
    private static final String EXPECTED = "49549ea8aa09b65efa0cf68c584d6d57e22e9a7939a8609d1b43ba548741b9e8";

    @TempDir
    private Path dir;

    private Path file;
    private final byte[] content = new byte[300_001];

    @BeforeEach
    void write() throws IOException {
        new Random(7).nextBytes(content);
        file = Files.write(dir.resolve("file"), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl dgst -sha256 -r",
                "sha256sum",
                "no-such-program-anywhere",
                "false",
                "head -c 1",
                "md5sum",
            })
    void isRightWhateverTheProgramDoes(String program) throws IOException {
        try (Checksum checksum = Checksum.start(List.of(List.of(program.split(" "))))) {
            for (int i = 0; i < content.length; i += 4096) {
                checksum.write(content, i, Math.min(4096, content.length - i));
            }
            assertThat(checksum.hex(file)).isEqualTo(EXPECTED);
        }
    }

    @Test
    void takesTheNextProgramIfOneIsMissing() throws IOException {
        try (Checksum checksum = Checksum.start(List.of(List.of("no-such-program-anywhere"), List.of("sha256sum")))) {
            checksum.write('x');
            assertThat(checksum.hex(file))
                    .as("of what was written, so the program made it")
                    .isEqualTo("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
        }
    }

    @Test
    void isThatOfAFile() throws IOException {
        assertThat(Checksum.of(file)).isEqualTo(EXPECTED);
        assertThat(Checksum.md5(Files.writeString(dir.resolve("x"), "x")))
                .isEqualTo("9dd4e461268c8034f5c8564e155c67a6");
    }
}
