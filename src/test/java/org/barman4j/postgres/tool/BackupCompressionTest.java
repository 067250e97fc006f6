package org.barman4j.postgres.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupCompressionTest {
    private static final int V14 = 140_000;
    private static final int V15 = 150_000;
    private static final int V17 = 170_000;

    @ParameterizedTest
    @CsvSource({
        "gzip, '', '', , , --compress=gzip",
        "gzip, tar, client, 1, , --compress=client-gzip:level=1",
        "gzip, tar, server, -1, , --compress=server-gzip:level=-1",
        "lz4, '', server, 0, , --compress=server-lz4:level=0",
        "zstd, '', client, 3, 4, '--compress=client-zstd:level=3,workers=4'",
        "zstd, '', '', , 0, --compress=zstd:workers=0",
        "none, '', '', , , --compress=none",
        "none, '', server, 0, , --compress=none"
    })
    void speaksTheLanguageOfNewPrograms(
            String method, String format, String location, Integer level, Integer workers, String argument) {
        BackupCompression compression = new BackupCompression(method, format, location, level, workers);

        for (int version : new int[] {0, V15, V17}) {
            assertThat(compression.arguments(version)).containsExactly("--format=tar", argument);
        }
    }

    @Test
    void speaksTheLanguageOfOldPrograms() {
        for (int version : new int[] {90_600, 100_000, V14}) {
            assertThat(gzip("", null).arguments(version)).containsExactly("--format=tar", "--gzip");
            assertThat(gzip("client", 9).arguments(version)).containsExactly("--format=tar", "--compress=9", "--gzip");
            assertThat(new BackupCompression("none", "", "", 0, null).arguments(version))
                    .containsExactly("--format=tar", "--compress=0");
        }
    }

    @Test
    void asksForFilesWhereArchivesAreNotWanted() {
        BackupCompression plain = new BackupCompression("lz4", "plain", "server", null, null);

        assertThat(plain.arguments(V17)).containsExactly("--format=plain", "--compress=server-lz4");
        assertThat(plain.isArchived()).isFalse();
        assertThat(gzip("", null).isArchived()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"gzip, .tar.gz", "lz4, .tar.lz4", "zstd, .tar.zst", "none, .tar"})
    void knowsHowArchivesAreCalled(String method, String suffix) {
        assertThat(new BackupCompression(method, "tar", "", null, null).suffix())
                .isEqualTo(suffix);
    }

    @Test
    void findsNothingWrongWithWhatWorks() {
        assertThat(gzip("", null).problems(90_600, 90_600)).isEmpty();
        assertThat(gzip("client", 9).problems(V14, V14)).isEmpty();
        assertThat(gzip("client", 9).problems(V15, V14)).isEmpty();
        assertThat(new BackupCompression("zstd", "plain", "server", 22, 8).problems(V15, V15))
                .isEmpty();
        assertThat(new BackupCompression("lz4", "", "client", 12, null).problems(V17, V17))
                .isEmpty();
        assertThat(new BackupCompression("none", "tar", "", 0, null).problems(V14, V14))
                .isEmpty();
    }

    @Test
    void oldProgramsAndServersCanNotCompressOnTheServer() {
        BackupCompression compression = gzip("server", null);

        assertThat(compression.problems(V14, V15))
                .containsExactly("backup_compression_location = server requires pg_basebackup 15 or greater");
        assertThat(compression.problems(V15, V14))
                .containsExactly("backup_compression_location = server requires PostgreSQL 15 or greater");
        assertThat(compression.problems(V14, V14)).hasSize(2);
    }

    @Test
    void filesCanNotBeCompressedByTheClient() {
        assertThat(new BackupCompression("gzip", "plain", "", null, null).problems(V17, V17))
                .containsExactly(
                        "backup_compression_format plain is not compatible with backup_compression_location None");
        assertThat(new BackupCompression("gzip", "plain", "client", null, null).problems(V17, V17))
                .containsExactly(
                        "backup_compression_format plain is not compatible with backup_compression_location client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd"})
    void oldProgramsKnowNothingButGzip(String method) {
        BackupCompression compression = new BackupCompression(method, "", "", null, null);

        assertThat(compression.problems(V14, V17))
                .containsExactly("backup_compression = " + method + " requires pg_basebackup 15 or greater");
        assertThat(compression.problems(V15, V17)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gzip, 1, 9", "gzip, -1, -1", "lz4, 0, 12", "zstd, -131072, 22", "none, 0, 0"})
    void everyMethodHasItsLevels(String method, int lowest, int highest) {
        assertThat(levelProblems(method, lowest, V17)).isEmpty();
        assertThat(levelProblems(method, highest, V17)).isEmpty();
    }

    @Test
    void saysWhichLevelsThereAre() {
        assertThat(levelProblems("gzip", 10, V17))
                .containsExactly("backup_compression_level 10 unsupported by compression algorithm."
                        + " gzip expects a compression level between 1 and 9 (-1 will use default compression level).");
        assertThat(levelProblems("gzip", 10, V14))
                .containsExactly(
                        "backup_compression_level 10 unsupported by compression algorithm."
                                + " gzip expects a compression level between -1 and 9 (-1 will use default compression level).");
        assertThat(levelProblems("gzip", -2, V14)).hasSize(1);
        assertThat(levelProblems("gzip", 0, V14)).isEmpty();
        assertThat(levelProblems("gzip", 0, V15))
                .containsExactly(
                        "backup_compression_level 0 unsupported by compression algorithm."
                                + " gzip expects a compression level between 1 and 9 (-1 will use default compression level)."
                                + "\nIf you need to create an archive not compressed, you should set `backup_compression = none`.");
        assertThat(levelProblems("lz4", 13, V17))
                .isEqualTo(levelProblems("lz4", -1, V17).stream()
                        .map(problem -> problem.replace("level -1", "level 13"))
                        .toList())
                .containsExactly("backup_compression_level 13 unsupported by compression algorithm."
                        + " lz4 expects a compression level between 1 and 12 (0 will use default compression level).");
        assertThat(levelProblems("zstd", 23, V17))
                .containsExactly(
                        "backup_compression_level 23 unsupported by compression algorithm."
                                + " 'zstd' expects a compression level between -131072 and 22 (3 will use default compression level).");
        assertThat(levelProblems("zstd", -131_073, V17)).hasSize(1);
        assertThat(levelProblems("none", 1, V17))
                .containsExactly("backup_compression none only supports backup_compression_level 0.");
    }

    @Test
    void onlyZstdHasWorkers() {
        assertThat(workersProblems("zstd", 0)).isEmpty();
        assertThat(workersProblems("zstd", -1))
                .containsExactly("backup_compression_workers should be a positive integer: '-1' is invalid.");
        assertThat(workersProblems("none", 1))
                .containsExactly("backup_compression_workers is not compatible with compression 'none'.");
        assertThat(workersProblems("lz4", 1))
                .containsExactly("backup_compression_workers is not compatible with compression lz4.");
        assertThat(workersProblems("gzip", 1))
                .containsExactly("backup_compression_workers is not compatible with compression gzip");
    }

    private static BackupCompression gzip(String location, Integer level) {
        return new BackupCompression("gzip", "", location, level, null);
    }

    private static List<String> levelProblems(String method, int level, int client) {
        return new BackupCompression(method, "", "", level, null).problems(client, V17);
    }

    private static List<String> workersProblems(String method, int workers) {
        return new BackupCompression(method, "", "", null, workers).problems(V17, V17);
    }
}
