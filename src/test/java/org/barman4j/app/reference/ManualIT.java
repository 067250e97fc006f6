package org.barman4j.app.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has groff format the manual. */
class ManualIT {
    @TempDir
    private Path directory;

    @BeforeEach
    void needsGroff() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "groff is not installed");
    }

    @Test
    void everyPageIsFormattedWithoutAWarning() throws Exception {
        for (Map.Entry<String, String> page : ReferenceFiles.all().entrySet()) {
            if (page.getKey().startsWith("man")) {
                assertThat(format(page.getValue())).as(page.getKey()).contains("barman");
            }
        }
    }

    @Test
    void whatIsPrintedCanBeCopied() throws Exception {
        String page = format(ReferenceFiles.all().get("man5/barman.5"));

        assertThat(page)
                .contains("~/.barman.conf")
                .contains("forward_config_path")
                .contains("Default: %%%%(asctime)s [%%%%(process)s]")
                .contains("Example: tablespace_bandwidth_limit = archive_ts:20000 index_ts:40000")
                .contains("backup_compression")
                .contains("local-rsync")
                .doesNotContain("\u2010", "\u2212", "\u2019");
    }

    private String format(String page) throws IOException, InterruptedException {
        Path file = directory.resolve("page");
        Files.writeString(file, page);
        Path errors = directory.resolve("errors");
        // -P-cbou: plain text, no bold letters or colours
        Process groff = new ProcessBuilder("groff", "-man", "-Tutf8", "-ww", "-P-cbou", file.toString())
                .redirectError(errors.toFile())
                .start();
        String text = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(groff.waitFor()).isZero();
        assertThat(errors).isEmptyFile();
        return text;
    }
}
