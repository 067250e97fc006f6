package org.barman4j.postgres.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.postgres.Conninfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgBaseBackupTest {
    private static final Conninfo CONNINFO = Conninfo.parse("host=pg user=streaming_barman password='s3cret word'");

    private int version = 170_000;
    private final Map<String, Path> tablespaces = new LinkedHashMap<>();
    private int rate;
    private Optional<Path> parent = Optional.empty();
    private boolean fast;
    private boolean checksums = true;
    private Optional<BackupCompression> compression = Optional.empty();

    @Test
    void copiesWithoutAskingAndWithoutWal() {
        assertThat(argv())
                .containsExactly(
                        "/usr/bin/pg_basebackup",
                        "--dbname=host='pg' user='streaming_barman' dbname='replication' replication='true'"
                                + " application_name='barman_streaming_backup'",
                        "--verbose",
                        "--progress",
                        "--no-password",
                        "--pgdata=/backup/data",
                        "--no-slot",
                        "--wal-method=none");
    }

    @Test
    void keepsThePasswordWhereOthersCanNotSeeIt() {
        ToolCommand command = command();

        assertThat(command.argv()).noneMatch(argument -> argument.contains("s3cret") || argument.contains("password="));
        assertThat(command.environment())
                .containsOnly(Map.entry("PGPASSWORD", "s3cret word"), Map.entry("PATH", "/search/path"));
    }

    @ParameterizedTest
    @CsvSource({"90624, false", "100000, true", "140011, true", "150000, true", "170000, true", "0, true"})
    void asksForNoSlotAndNoWalWhereTheProgramKnowsThat(int program, boolean known) {
        version = program;

        assertThat(argv().contains("--no-slot")).isEqualTo(known);
        assertThat(argv().contains("--wal-method=none")).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({"90624, false", "100000, false", "110000, true", "140011, true", "170000, true", "0, false"})
    void leavesChecksumsAloneWhereTheProgramCanDoThat(int program, boolean known) {
        version = program;
        checksums = false;

        assertThat(argv().contains("--no-verify-checksums")).isEqualTo(known);
    }

    @Test
    void mapsTablespacesInTheirOrder() {
        tablespaces.put("/ts/two", Path.of("/backup/16386"));
        tablespaces.put("/ts/a=b", Path.of("/backup=x/16385"));

        assertThat(argv())
                .containsSubsequence(
                        "--tablespace-mapping=/ts/two=/backup/16386",
                        "--tablespace-mapping=/ts/a\\=b=/backup\\=x/16385");
    }

    @Test
    void passesOnWhatIsConfigured() {
        rate = 4000;
        parent = Optional.of(Path.of("/older/backup_manifest"));
        fast = true;

        assertThat(argv())
                .contains("--max-rate=4000", "--incremental=/older/backup_manifest", "--checkpoint=fast")
                .doesNotContain("--no-verify-checksums");
    }

    @Test
    void compressesInTheTermsOfItsVersion() {
        compression = Optional.of(new BackupCompression("gzip", "tar", "", 5, null));

        assertThat(argv()).endsWith("--format=tar", "--compress=gzip:level=5");
        version = 140_000;
        assertThat(argv()).endsWith("--format=tar", "--compress=5", "--gzip");
    }

    private List<String> argv() {
        return command().argv();
    }

    private ToolCommand command() {
        return new PgBaseBackup(
                        Path.of("/usr/bin/pg_basebackup"),
                        version,
                        Path.of("/backup/data"),
                        tablespaces,
                        rate,
                        parent,
                        fast,
                        checksums,
                        compression)
                .command(CONNINFO, "barman_streaming_backup", "/search/path");
    }
}
