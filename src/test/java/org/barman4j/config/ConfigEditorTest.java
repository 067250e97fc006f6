package org.barman4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.FaultLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigEditorTest {
    @TempDir
    private Path directory;

    @Test
    void replacesAnOptionAndNothingElse() throws IOException {
        assertThat(edit("# top\n[a]\n; note\nx = 1\ny = 2\n\n[b]\nx = 3\n", "a", "x", "9"))
                .isEqualTo("# top\n[a]\n; note\nx = 9\ny = 2\n\n[b]\nx = 3\n");
    }

    @Test
    void replacesContinuationLinesToo() throws IOException {
        assertThat(edit("[a]\nx = 1\n  2\n\n  3\ny = 2\n", "a", "x", "9")).isEqualTo("[a]\nx = 9\ny = 2\n");
    }

    @Test
    void replacesTheOccurrenceThatCounts() throws IOException {
        assertThat(edit("[a]\nx = 1\n[b]\ny = 2\n[a]\nX : 5\n", "a", "x", "9"))
                .isEqualTo("[a]\nx = 1\n[b]\ny = 2\n[a]\nx = 9\n");
    }

    @Test
    void addsAnOptionAtTheEndOfItsSection() throws IOException {
        assertThat(edit("[a]\nx = 1\n\n\n[b]\ny = 2\n", "a", "z", "9"))
                .isEqualTo("[a]\nx = 1\nz = 9\n\n\n[b]\ny = 2\n");
    }

    @Test
    void addsAnOptionToASectionThatIsJustAHeader() throws IOException {
        assertThat(edit("[b]\ny = 2\n[a]", "a", "z", "9")).isEqualTo("[b]\ny = 2\n[a]\nz = 9\n");
    }

    @Test
    void addsASection() throws IOException {
        assertThat(edit("[b]\ny = 2\n", "a", "z", "9")).isEqualTo("[b]\ny = 2\n[a]\nz = 9\n");
    }

    @Test
    void createsTheFile() throws IOException {
        Path file = directory.resolve("new.conf");

        new ConfigEditor(new LocalDisk()).set(file, "a", "z", "9");

        assertThat(file).hasContent("[a]\nz = 9\n");
    }

    @Test
    void writesThroughALink() throws IOException {
        Path real = Files.writeString(directory.resolve("real"), "[a]\nx = 1\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);

        new ConfigEditor(new LocalDisk()).set(link, "a", "x", "9");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("[a]\nx = 9\n");
    }

    @Test
    void leavesTheOldFileOrTheNewWhateverFails() throws IOException {
        Path file = directory.resolve("file");
        String old = "[a]\nx = 1\n";

        FaultLoop.run(
                () -> {
                    try {
                        Files.writeString(file, old);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                disk -> new ConfigEditor(disk).set(file, "a", "x", "9"),
                succeeded -> assertThat(Files.readString(file)).isIn("[a]\nx = 9\n", succeeded ? "" : old));
    }

    private String edit(String before, String section, String option, String value) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), before);
        new ConfigEditor(new LocalDisk()).set(file, section, option, value);
        return Files.readString(file);
    }
}
