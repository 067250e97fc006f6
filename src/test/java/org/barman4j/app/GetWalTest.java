package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.barman4j.codec.CompressionFormat;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What get-wal finds, where, and in which form it hands it out. */
class GetWalTest extends WalHomeTest {
    private static final String NAME = WalSegments.name(1);
    private static final byte[] CONTENT = WalSegments.segment(1);

    @ParameterizedTest
    @EnumSource
    void whateverTheArchiveHoldsComesAsPostgresWroteIt(CompressionFormat format) throws IOException {
        home.write(archived(NAME), compress(format));

        assertIs(run("get-wal main " + NAME), CONTENT);
    }

    @ParameterizedTest
    @CsvSource({"-z -j, BZIP2", "-j -z, GZIP", "--gzip, GZIP", "-z, GZIP", "-x, GZIP", "--bzip2, BZIP2", "-j, BZIP2"})
    void aClientMayWantItCompressed(String option, CompressionFormat format) throws IOException {
        home.write(archived(NAME), compress(CompressionFormat.ZSTD));

        byte[] sent = run("get-wal " + option + " main " + NAME).output().toByteArray();

        assertThat(format.decompress(new ByteArrayInputStream(sent)).readAllBytes())
                .isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--keep-compression", "--gzip"})
    void whatIsAsItIsWantedIsSentAsItIs(String option) throws IOException {
        byte[] stored = compress(CompressionFormat.GZIP);
        home.write(archived(NAME), stored);

        assertIs(run("get-wal " + option + " main " + NAME), stored);
    }

    @Test
    void compressionCanNotBeBothKeptAndChosen() {
        CommandRun run = run("get-wal -z --keep-compression main " + NAME);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("ERROR: argument `gzip` not allowed with argument `keep-compression`\n");
    }

    @Test
    void whatHasNotReachedTheArchiveIsFoundToo() {
        send(1);
        assertIs(run("get-wal main " + NAME), CONTENT);

        home.write(streaming(WalSegments.name(2)), WalSegments.segment(2));
        assertIs(run("get-wal main " + WalSegments.name(2)), WalSegments.segment(2));
    }

    @Test
    void theArchiveComesFirst() {
        home.write(archived(NAME), CONTENT);
        home.write(incoming(NAME), WalSegments.segment(2));

        assertIs(run("get-wal main " + NAME), CONTENT);
    }

    @Test
    void anUnfinishedSegmentIsForThoseWhoAskForIt() {
        home.write(streaming(NAME + ".partial"), CONTENT);

        assertThat(run("get-wal main " + NAME).status()).isEqualTo(1);
        assertIs(run("get-wal --partial main " + NAME), CONTENT);
        assertIs(run("get-wal -P -z main " + NAME), CONTENT);
    }

    @Test
    void aDamagedFileEndsWithAnError() throws IOException {
        byte[] stored = compress(CompressionFormat.GZIP);
        home.write(archived(NAME), Arrays.copyOf(stored, stored.length / 2));

        CommandRun run = run("get-wal main " + NAME);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("ERROR: cannot send WAL '" + NAME + "' for server 'main': ");
    }

    @Test
    void intoADirectoryItIsWrittenWholeOrNotAtAll() throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));
        byte[] stored = compress(CompressionFormat.GZIP);
        home.write(archived(NAME), Arrays.copyOf(stored, stored.length / 2));

        assertThat(run("get-wal -o " + target + " main " + NAME).status()).isEqualTo(1);
        assertThat(target).isEmptyDirectory();

        home.write(archived(NAME), stored);
        assertThat(run("get-wal -o " + target + " main " + NAME).out())
                .isEqualTo("Sending WAL '" + NAME + "' for server 'main' into '" + target + "/" + NAME + "' file\n");
        assertThat(bytes(target.resolve(NAME))).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "get-wal main nonsense, 3, 'nonsense' is not a valid wal file name",
                "get-wal main ../main-xlog.db, 3, '../main-xlog.db' is not a valid wal file name",
                "get-wal -o /nonexistent main 000000010000000000000001, 3, Unable to open '/nonexistent/000000010000000000000001'",
                "get-wal main 000000010000000000000009, 1, WAL file '000000010000000000000009' not found in server 'main'",
                "get-wal nosuch 000000010000000000000009, 1, Unknown server 'nosuch'",
            },
            quoteCharacter = '"')
    void whatCanNotBeIsSaidWithItsStatus(String line, int status, String message) {
        CommandRun run = run(line);

        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err()).startsWith("ERROR: " + message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void peekingStopsAtTheFirstThatIsMissing() {
        home.write(archived("0000000100000000000000FE"), CONTENT);
        home.write(incoming("0000000100000000000000FF"), CONTENT);
        home.write(archived("000000010000000100000000"), CONTENT);
        home.write(archived("000000010000000100000003"), CONTENT);

        assertThat(run("get-wal --peek 10 main 0000000100000000000000FE").out())
                .isEqualTo("0000000100000000000000FE\n0000000100000000000000FF\n000000010000000100000000\n");
        assertThat(run("get-wal -p 2 main 0000000100000000000000FE").out())
                .isEqualTo("0000000100000000000000FE\n0000000100000000000000FF\n");
        assertThat(run("get-wal -p 2 main 000000010000000100000005").out()).isEmpty();
        assertThat(run("get-wal -p 2 main 00000002.history").out()).isEmpty();
    }

    private static void assertIs(CommandRun run, byte[] content) {
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(Arrays.equals(run.output().toByteArray(), content))
                .as("the right content")
                .isTrue();
    }

    private static byte[] compress(CompressionFormat format) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream compressor = format.compress(target, 1)) {
            compressor.write(CONTENT);
        }
        return target.toByteArray();
    }
}
