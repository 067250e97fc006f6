package org.barman4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTextTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"e9", "6ce974", "e282", "e28241", "efbfbd", "c3a4e9", "eda080", "f09f9880", "25e9", "62/e9e8"})
    void everyByteIsThereAgain(String hex) {
        byte[] bytes = bytes(hex);

        String text = PathText.of(bytes);

        assertThat(PathText.bytes(text)).isEqualTo(bytes);
        assertThat(PathText.of(PathText.path(text))).isEqualTo(text);
        assertThat(PathText.of(PathText.path("/" + text))).isEqualTo("/" + text);
        assertThat(PathText.isUtf8(text)).isEqualTo(text.equals(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Test
    void aByteThatIsNoLetterIsWhatPythonMakesOfIt() {
        assertThat(PathText.of(bytes("6ce9"))).isEqualTo("l\udce9");
        assertThat(PathText.of(bytes("efbfbd"))).isEqualTo("\ufffd");
    }

    @Test
    void filesAreFoundByTheirTexts() throws IOException {
        Path odd = directory.resolve(PathText.path("d\udce9"));
        Files.createDirectory(odd);
        Files.writeString(odd.resolve(PathText.path("f\udcff")), "one");
        Files.writeString(odd.resolve(PathText.path("f\udcfe")), "two");

        Path relative = directory.relativize(odd.resolve(PathText.path("f\udcff")));

        assertThat(PathText.of(relative)).isEqualTo("d\udce9/f\udcff");
        assertThat(directory.resolve(PathText.path("d\udce9/f\udcfe"))).hasContent("two");
        assertThat(PathText.path(PathText.of(odd))).isEqualTo(odd);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace("/", "2f"));
    }
}
