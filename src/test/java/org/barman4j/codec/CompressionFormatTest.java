package org.barman4j.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompressionFormatTest {
    static Stream<Arguments> formatsAndLevels() {
        return Stream.of(CompressionFormat.values()).flatMap(format -> Stream.of("low", "medium", "high", 1, -99, 99)
                .map(level -> Arguments.of(format, level)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndLevels")
    void whatIsCompressedComesBack(CompressionFormat format, Object level) throws IOException {
        if (format == CompressionFormat.XZ && level.equals(99)) {
            return; // takes more memory than the tests have
        }
        byte[] content = WalSegments.segment(7);

        byte[] compressed = compress(format, format.level(level), content);

        assertThat(compressed.length).isLessThan(content.length / 3);
        assertThat(CompressionFormat.of(compressed)).contains(format);
        assertThat(decompress(format, compressed)).isEqualTo(content);
    }

    @ParameterizedTest
    @EnumSource
    void nothingAtAllComesBackToo(CompressionFormat format) throws IOException {
        byte[] compressed = compress(format, format.level("medium"), new byte[0]);

        assertThat(decompress(format, compressed)).isEmpty();
    }

    @Test
    void severalMembersOfGzipAreOneContent() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(compress(CompressionFormat.GZIP, 1, new byte[] {1}));
        both.write(compress(CompressionFormat.GZIP, 9, new byte[] {2}));

        assertThat(decompress(CompressionFormat.GZIP, both.toByteArray())).containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatWasCutIsAFailure(CompressionFormat format) throws IOException {
        byte[] compressed = compress(format, format.level("low"), WalSegments.segment(3));
        byte[] half = Arrays.copyOf(compressed, compressed.length / 2);

        assertThatThrownBy(() -> decompress(format, half)).isInstanceOf(IOException.class);
    }

    /** What can't be compressed is stored as it is, so that only a checksum tells. */
    @ParameterizedTest
    @EnumSource
    void aBitThatHasChangedIsAFailure(CompressionFormat format) throws IOException {
        byte[] content = new byte[200_000];
        new Random(5).nextBytes(content);
        byte[] compressed = compress(format, format.level("low"), content);
        compressed[compressed.length / 2] ^= 1;

        assertThatThrownBy(() -> decompress(format, compressed)).isInstanceOf(IOException.class);
    }

    private static byte[] compress(CompressionFormat format, int level, byte[] content) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream compressor = format.compress(target, level)) {
            compressor.write(content);
        }
        return target.toByteArray();
    }

    private static byte[] decompress(CompressionFormat format, byte[] compressed) throws IOException {
        try (InputStream content = format.decompress(new ByteArrayInputStream(compressed))) {
            return content.readAllBytes();
        }
    }
}
