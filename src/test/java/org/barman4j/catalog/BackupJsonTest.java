package org.barman4j.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barman4j.testing.GoldenFiles;
import org.barman4j.text.JsonInput;
import org.barman4j.text.JsonText;
import org.junit.jupiter.api.Test;

/** A backup arrives at another node as it was sent. */
class BackupJsonTest {
    private static final Path ORIGIN = Path.of("primary.info");

    @Test
    void everyBackupOfBarmanArrivesAsItIs() throws Exception {
        int count = 0;
        for (BackupInfo backup : recorded()) {
            StringBuilder text = new StringBuilder();
            JsonText.writeIndented(BackupJson.print(backup), text, 4, false);
            Map<?, ?> told = (Map<?, ?>) JsonInput.parse(text.toString());

            BackupInfo arrived = BackupJson.parse(backup.id().text(), told, ORIGIN);

            assertThat(new String(BackupInfoFile.print(arrived), StandardCharsets.UTF_8))
                    .isEqualTo(new String(BackupInfoFile.print(backup), StandardCharsets.UTF_8));
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }

    @Test
    void anOldNodeTellsTimesWithoutAZone() throws Exception {
        BackupInfo backup = recorded().get(0);
        Map<String, Object> told = new HashMap<>(BackupJson.print(backup));
        told.remove("begin_time_iso");

        BackupInfo arrived = BackupJson.parse(backup.id().text(), told, ORIGIN);

        assertThat(arrived.time(BackupField.BEGIN_TIME).orElseThrow().toEpochSecond())
                .isEqualTo(backup.time(BackupField.BEGIN_TIME).orElseThrow().toEpochSecond());
    }

    @Test
    void whatWouldSpoilTheCatalogueIsRefused() throws Exception {
        BackupInfo backup = recorded().get(0);
        Map<String, Object> told = BackupJson.print(backup);
        assertRefused("../../etc/passwd", told);
        for (Map.Entry<String, Object> bad : Map.<String, Object>of(
                        "begin_wal",
                        "x",
                        "status",
                        "GONE",
                        "size",
                        "many",
                        "error",
                        "one\nstatus=DONE",
                        "timeline",
                        List.of())
                .entrySet()) {
            Map<String, Object> changed = new HashMap<>(told);
            changed.put(bad.getKey(), bad.getValue());
            assertRefused(backup.id().text(), changed);
        }
        Map<String, Object> incomplete = new HashMap<>(told);
        incomplete.remove("end_wal");
        assertRefused(backup.id().text(), incomplete);
    }

    private static void assertRefused(String id, Map<String, Object> told) {
        assertThatThrownBy(() -> BackupJson.parse(id, told, ORIGIN)).isInstanceOf(DamagedFileException.class);
    }

    private static List<BackupInfo> recorded() throws Exception {
        List<BackupInfo> backups = new ArrayList<>();
        try (Stream<Path> files = Files.walk(GoldenFiles.directory("homes/v317"))) {
            for (Path file : files.filter(each -> each.toString().endsWith("-backup.info"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                BackupId id = new BackupId(name.substring(0, name.indexOf('-')));
                BackupInfo backup = BackupInfoFile.read(file, id, "main", "rsync");
                if (backup.status() == BackupStatus.DONE) {
                    backups.add(backup);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return backups;
    }
}
