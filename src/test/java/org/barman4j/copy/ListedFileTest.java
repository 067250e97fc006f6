package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedFileTest {
    private static final long TIME = Instant.parse("2026-11-20T18:00:07Z").getEpochSecond();

    @Test
    void readsModeSizeTimeAndPath() {
        assertThat(ListedFile.parse("-rw-------        8192 2026/11/20 18:00:07 global/pg_control"))
                .contains(new ListedFile("-rw-------", 8192, TIME, "global/pg_control"));
    }

    @Test
    void readsTheShortestPathThereIs() {
        assertThat(ListedFile.parse("drwx------        4096 2026/11/20 18:00:07 ."))
                .contains(new ListedFile("drwx------", 4096, TIME, "."));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_294_967_296L, 12_345_678_901_234L, Long.MAX_VALUE})
    void readsSizesThatFillTheirColumnAndMore(long size) {
        assertThat(parsed("-rw------- %11d 2026/11/20 18:00:07 x".formatted(size))
                        .size())
                .isEqualTo(size);
    }

    @Test
    void readsTimesBefore1970() {
        assertThat(parsed("-rw------- 0 1969/12/31 23:59:59 x").time()).isEqualTo(-1);
    }

    @Test
    void tellsFilesFromDirectoriesAndTheRest() {
        ListedFile file = parsed("-rw------- 0 2026/11/20 18:00:07 x");
        ListedFile directory = parsed("drwx------ 0 2026/11/20 18:00:07 x");
        ListedFile pipe = parsed("prw------- 0 2026/11/20 18:00:07 x");

        assertThat(file.isRegular()).isTrue();
        assertThat(file.isDirectory()).isFalse();
        assertThat(directory.isRegular()).isFalse();
        assertThat(directory.isDirectory()).isTrue();
        assertThat(pipe.isRegular()).isFalse();
        assertThat(pipe.isDirectory()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "-rw-------, rw-------",
        "-rwxrwxrwx, rwxrwxrwx",
        "----------, ---------",
        "drwxr-x---, rwxr-x---",
        "-rwsr-sr-t, rwxr-xr-x",
        "-rwSr-Sr-T, rw-r--r--"
    })
    void readsPermissionsWhateverElseTheModeSays(String mode, String permissions) {
        assertThat(parsed(mode + " 0 2026/11/20 18:00:07 x").permissions())
                .isEqualTo(PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {" x", "x ", "a b  c", "-rw", "\t", "2026/11/20 18:00:07 x", "x -> y"})
    void takesThePathAsItIs(String path) {
        assertThat(path("-rw------- 0 2026/11/20 18:00:07 " + path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\#b|a\\#b",
                "\\#|\\#",
                "a\\#0|a\\#0",
                "a\\#999|a\\#999",
                "a\\#134#012|a\\#012",
                "$1\\#044\\#134|$1$\\",
                "\\#351\\#377|éÿ"
            })
    void readsWhatIsEscapedAndNothingElse(String printed, String path) {
        assertThat(path("-rw------- 0 2026/11/20 18:00:07 " + printed)).isEqualTo(path);
    }

    @Test
    void readsLineEndsInNames() {
        assertThat(path("-rw------- 0 2026/11/20 18:00:07 a\\#012b\\#015\\#015"))
                .isEqualTo("a\nb\r\r");
    }

    @Test
    void keepsBytesAsCharacters() {
        String bytes = new String("été".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(path("-rw------- 0 2026/11/20 18:00:07 " + bytes)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "          ",
                "receiving incremental file list",
                "-rw-------",
                "-rw-------        8192",
                "-rw-------        8192 2026/11/20 18:00:07",
                "-rw-------        8192 2026/11/20 18:00:07 ",
                "-rw-------8192 2026/11/20 18:00:07 x",
                "-rw-------       8,192 2026/11/20 18:00:07 x",
                "-rw-------       8.19K 2026/11/20 18:00:07 x",
                "-rw-------        8192 2026/13/20 18:00:07 x",
                "-rw-------        8192 2026/02/30 18:00:07 x",
                "-rw-------        8192 2026/11/20 24:00:07 x",
                "-rw-------        8192 20.11.2026 18:00:07 x",
                "-rw------- 9223372036854775808 2026/11/20 18:00:07 x",
                "Welcome to this machine, which is for authorised users only"
            })
    void findsNothingInOtherLines(String line) {
        assertThat(ListedFile.parse(line)).isEmpty();
    }

    private static String path(String line) {
        return parsed(line).path();
    }

    private static ListedFile parsed(String line) {
        return ListedFile.parse(line).orElseThrow();
    }
}
