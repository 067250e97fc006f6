package org.barman4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.FaultLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of an examination. */
class PageReportTest {
    private static final PageReport REPORT = new PageReport(
            4711,
            List.of(
                    new BadPage("base/5/1259", 3, true),
                    new BadPage("base/5/1259", 7, false),
                    new BadPage("global/1260", 0, true)),
            List.of(new PageAddress("base/5/1259", 4)));

    @TempDir
    private Path directory;

    @Test
    void isReadAsItWasWritten() {
        Path file = directory.resolve("report");

        REPORT.write(file, new LocalDisk());

        assertThat(PageReport.read(file)).isEqualTo(REPORT);
    }

    @Test
    void isReadWhereItDoesNotSayWhatWasRewritten() throws IOException {
        Path file = Files.writeString(directory.resolve("report"), "{\"examined\": 7, \"bad\": []}");

        assertThat(PageReport.read(file)).isEqualTo(new PageReport(7, List.of(), List.of()));
    }

    @Test
    void namesTheBlocksOfEachFile() {
        assertThat(REPORT.lines())
                .containsExactly("base/5/1259 block 3, 7 (good on the server)", "global/1260 block 0");
    }

    @Test
    void isUnknownWhereThereIsNoneOrADamagedOne() throws IOException {
        Path file = directory.resolve("report");
        assertThat(PageReport.read(file).isKnown()).isFalse();

        for (String content : List.of("", "{", "[]", "{\"examined\": \"x\"}", "{\"bad\": []}")) {
            Files.writeString(file, content);

            assertThat(PageReport.read(file)).as(content).isEqualTo(PageReport.NONE);
        }
    }

    @Test
    void isTheOldOrTheNewOneWhateverFails() throws IOException {
        Path file = directory.resolve("report");
        PageReport old = new PageReport(1, List.of(), List.of());

        FaultLoop.run(() -> old.write(file, new LocalDisk()), disk -> REPORT.write(file, disk), succeeded -> assertThat(
                        PageReport.read(file))
                .isIn(succeeded ? List.of(REPORT) : List.of(old, REPORT)));
    }
}
