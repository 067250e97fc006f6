package org.barman4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    @Test
    void everyByteComesInItsOrder() throws IOException {
        byte[] bytes = new byte[5_000_001];
        new Random(7).nextBytes(bytes);

        try (ReadAhead ahead = new ReadAhead(new ByteArrayInputStream(bytes))) {
            assertThat(ahead.read()).isEqualTo(bytes[0] & 0xFF);
            assertThat(ahead.readNBytes(bytes.length)).isEqualTo(java.util.Arrays.copyOfRange(bytes, 1, bytes.length));
            assertThat(ahead.read()).isEqualTo(-1);
            assertThat(ahead.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFailureComesBehindTheBytesBeforeIt() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("broken");
            }
        };
        try (ReadAhead ahead =
                new ReadAhead(new SequenceInputStream(new ByteArrayInputStream(new byte[1 << 18]), broken))) {
            assertThat(ahead.readNBytes(1 << 18)).hasSize(1 << 18);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ahead.read())
                    .withMessage("broken");
        }
    }

    @Test
    void itCanBeClosedBeforeItsEnd() throws IOException {
        new ReadAhead(new ByteArrayInputStream(new byte[10_000_000])).close();
    }
}
