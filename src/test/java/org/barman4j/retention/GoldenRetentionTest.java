package org.barman4j.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barman4j.testing.GoldenFiles;
import org.barman4j.text.JsonInput;
import org.barman4j.text.PythonLiteral;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Applies policies to catalogues that Barman 3.17 has judged. */
class GoldenRetentionTest {
    @TestFactory
    Stream<DynamicTest> everyRecordedCatalogueIsJudgedAsBarmanJudgedIt() {
        return GoldenFiles.list(GoldenFiles.directory("retention")).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .map(file -> dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }

    private static void compare(Path file) throws IOException {
        Map<?, ?> recorded = (Map<?, ?>) JsonInput.parse(Files.readString(file));
        List<RetentionCandidate> candidates = new ArrayList<>();
        for (Object backup : (List<?>) recorded.get("backups")) {
            candidate((Map<?, ?>) backup, candidates);
        }
        RetentionPolicy policy =
                RetentionPolicy.parse(recorded.get("policy").toString()).orElseThrow();

        RetentionReport report = policy.report(
                candidates, ((Long) recorded.get("minimum_redundancy")).intValue(), instant(recorded.get("now")));

        Map<?, ?> expected = (Map<?, ?>) recorded.get("expected");
        assertThat(expected.entrySet()).allSatisfy(entry -> assertThat(
                        report.of(entry.getKey().toString()).label())
                .as("%s in %s", entry.getKey(), file.getFileName())
                .isEqualTo(entry.getValue()));
        assertThat(report.statuses().keySet())
                .allSatisfy(id -> assertThat(expected.containsKey(id)).as(id).isTrue());
    }

    private static void candidate(Map<?, ?> backup, List<RetentionCandidate> candidates) {
        String status = backup.get("status").toString();
        if (status.equals("EMPTY")) {
            return;
        }
        List<String> children = new ArrayList<>();
        if (backup.get("children") instanceof List<?> ids) {
            ids.forEach(id -> children.add(id.toString()));
        }
        boolean done = status.equals("DONE");
        candidates.add(new RetentionCandidate(
                backup.get("id").toString(),
                done,
                done ? instant(backup.get("end_time")) : Instant.EPOCH,
                backup.get("parent") instanceof String,
                children,
                keep(backup.get("keep")),
                false));
    }

    private static RetentionStatus keep(Object text) {
        if (text == null || text.equals(PythonLiteral.NONE) || text.equals("")) {
            return RetentionStatus.NONE;
        }
        return text.equals("standalone") ? RetentionStatus.KEEP_STANDALONE : RetentionStatus.KEEP_FULL;
    }

    private static Instant instant(Object text) {
        return OffsetDateTime.parse(text.toString().replace(' ', 'T')).toInstant();
    }
}
