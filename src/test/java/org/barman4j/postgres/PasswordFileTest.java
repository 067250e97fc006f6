package org.barman4j.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileTest {
    @TempDir
    Path directory;

    /** Looked up for host pg, port 5432, database shop, user me. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "pg:5432:shop:me:right | right",
                "*:*:*:*:right | right",
                "pg:*:*:me:right | right",
                "other:*:*:*:wrong;*:*:*:*:right | right",
                "pg:5432:shop:me:first;*:*:*:*:second | first",
                "#pg:5432:shop:me:wrong | none",
                "pg:5432:shop:you:wrong | none",
                "pg:5432:shop:m:wrong | none",
                "pg:5432:shop:mee:wrong | none",
                "p*:5432:shop:me:wrong | none",
                "pg:5432:shop | none",
                "p\\g:5432:sh\\op:me:r\\:i\\\\g:ht | r:i\\g",
                "pg:5432:shop:me: | ''",
            })
    void findsTheFirstLineThatFits(String lines, String password) throws IOException {
        Path file = write(lines.replace(';', '\n'), "rw-------");

        assertThat(lookUp(file)).isEqualTo(Optional.ofNullable(password));
    }

    @Test
    void leavesAFileAloneThatOthersMayRead() throws IOException {
        assertThat(lookUp(write("*:*:*:*:x", "rw-r-----"))).isEmpty();
        assertThat(lookUp(write("*:*:*:*:x", "rw-----w-"))).isEmpty();
        assertThat(lookUp(write("*:*:*:*:x\r\n", "r--------"))).contains("x");
    }

    @Test
    void isContentWithoutAFile() {
        assertThat(lookUp(directory.resolve("none"))).isEmpty();
        assertThat(lookUp(directory)).isEmpty();
    }

    private Path write(String content, String permissions) throws IOException {
        Path file = directory.resolve("passwords");
        Files.deleteIfExists(file);
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Optional<String> lookUp(Path file) {
        return new PasswordFile(file).password("pg", "5432", "shop", "me");
    }
}
