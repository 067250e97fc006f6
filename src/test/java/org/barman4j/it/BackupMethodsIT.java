package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.AnswerAssert;
import org.barman4j.testing.Installation;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup of every kind, restored by hand: PostgreSQL starts with it, has all rows, and finds nothing wrong. */
class BackupMethodsIT extends BackupTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "rsync", "local-rsync"})
    void everyMethodCopiesAWholeCluster(String method) {
        makeTablespace();
        serve(method);

        String id = backup("");

        postgres.run("insert into ledger values (100000, 'behind the backup')");
        assertRestores(id);
        AnswerAssert.assertThat(barman("list-backups main")).succeeds();
        assertThat(field(id, "status")).isEqualTo("DONE");
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, , ",
        "gzip, tar, client",
        "gzip, tar, server",
        "lz4, tar, client",
        "lz4, tar, server",
        "lz4, plain, server",
        "zstd, tar, client",
        "zstd, tar, server",
        "none, tar, ",
        "gzip, plain, server"
    })
    void everyCompressionCanBeUndone(String compression, String format, String location) {
        makeTablespace();
        List<String> lines = new ArrayList<>(List.of("backup_compression = " + compression));
        if (format != null) {
            lines.add("backup_compression_format = " + format);
        }
        if (location != null) {
            lines.add("backup_compression_location = " + location);
        }
        serve("postgres", lines.toArray(new String[0]));

        String id = backup("");

        assertThat(field(id, "compression")).isEqualTo("plain".equals(format) ? "None" : compression);
        assertRestores(id);
        AnswerAssert.assertThat(barman("verify-backup main " + id)).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "local-rsync"})
    void theManifestThatAClusterWasMadeWithIsNotThatOfItsBackup(String method) {
        home.write(postgres.data().resolve("backup_manifest"), "{\"Files\": []}");
        home.write(postgres.data().resolve("backup_manifest.tmp"), "");
        home.write(postgres.data().resolve("base/backup_manifest"), "a user's");
        PostgresFixture.own(postgres.data());
        serve(method, "autogenerate_manifest = true");

        String id = backup("");

        Path data = home.base(id).resolve("data");
        assertThat(data.resolve("backup_manifest.tmp")).doesNotExist();
        assertThat(data.resolve("base/backup_manifest")).exists();
        AnswerAssert.assertThat(barman("verify-backup main " + id)).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "local-rsync"})
    void whatHasNotChangedIsShared(String method) throws Exception {
        serve(method, "reuse_backup = link", "parallel_jobs = 2");
        String first = backup("");
        postgres.run("insert into ledger select n, 'later' from generate_series(6000, 6100) n", "checkpoint");

        String second = backup("");

        Path unchanged = Path.of("data/PG_VERSION");
        assertThat(Files.isSameFile(
                        home.base(first).resolve(unchanged), home.base(second).resolve(unchanged)))
                .isTrue();
        assertThat(Long.parseLong(field(second, "deduplicated_size")))
                .isLessThan(Long.parseLong(field(second, "size")) / 2);
        assertRestores(second);
        assertRestores(first);
        AnswerAssert.assertThat(barman("delete main " + first)).succeeds();
        assertThat(field(second, "deduplicated_size")).isEqualTo(field(second, "size"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "local-rsync"})
    void aTerminalShowsHowMuchOfTheClusterIsThere(String method) {
        serve(method, "bandwidth_limit = 5000", "parallel_jobs = 1");

        String shown = backupAtTerminal("");

        assertThat(shown)
                .containsPattern("main: copying files, [\\d.]+ MiB of [\\d.]+ MiB \\(\\d+ %\\),"
                        + " [\\d.]+ [KM]iB/s, \\d+ s left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COLUMNS=40 ", "stty cols 40; "})
    void theLineOfATerminalFitsIntoIt(String narrowing) {
        serve("rsync");

        assertThat(backupAtTerminal(""))
                .contains("\rmain: waiting for PostgreSQL to end the backup\u001b[K")
                .contains("\rmain: waiting for PostgreSQL to archive the WAL of the backup\u001b[K");
        assertThat(backupAtTerminal(narrowing)).contains("\rmain: waiting for PostgreSQL to archive\u001b[K");
    }

    @Test
    void aTerminalThatCanWriteNothingOverShowsNoLine() {
        serve("rsync");

        assertThat(backupAtTerminal("TERM=dumb ")).doesNotContain("\u001b[K").doesNotContain("main: ");
    }

    /** What a terminal shows of a backup. */
    private String backupAtTerminal(String before) {
        ProgramCall backup = Installation.shared().barman(home.words("backup main"));
        Answer answer = ProgramCall.of(Path.of("/usr/bin/script"))
                .words(List.of("-qec", before + backup, "/dev/null"))
                .run();
        AnswerAssert.assertThat(answer).hasStatus(0);
        return answer.out();
    }

    @Test
    void backupsByRsyncTakeEverythingAnew() {
        serve(
                "rsync",
                "reuse_backup = link",
                "parallel_jobs = 3",
                "network_compression = on",
                "bandwidth_limit = 100000");
        backup("");

        String second = backup("--reuse-backup=off --jobs 1 --name second --manifest");

        assertThat(field(second, "deduplicated_size")).isEqualTo(field(second, "size"));
        assertThat(field(second, "backup_name")).isEqualTo("second");
        assertThat(home.base(second).resolve("data/backup_manifest")).exists();
        AnswerAssert.assertThat(barman("verify-backup main second")).succeeds();
        assertThat(home.base(second).resolve(".copy")).doesNotExist();
        assertRestores(second);
    }

    @Test
    void filesThatBelongToOneServerOnlyAreLeftBehind() throws Exception {
        serve("local-rsync");

        String id = backup("");

        Path data = home.base(id).resolve("data");
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        for (String empty : List.of("pg_wal", "pg_replslot", "pg_stat_tmp", "pg_notify", "pg_subtrans")) {
            try (Stream<Path> entries = Files.list(data.resolve(empty))) {
                assertThat(entries).as(empty).isEmpty();
            }
        }
        assertThat(data.resolve("backup_label")).content().contains("LABEL: Barman backup main " + id);
    }

    @Test
    void configurationOutsideOfTheDataIsCopiedToo() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("etc"));
        Files.copy(postgres.data().resolve("pg_hba.conf"), elsewhere.resolve("hba"));
        Files.writeString(elsewhere.resolve("more.conf"), "log_min_messages = warning\n");
        postgres.configure(
                "hba_file = '" + elsewhere.resolve("hba") + "'", "include = '" + elsewhere.resolve("more.conf") + "'");
        PostgresFixture.own(elsewhere);
        postgres.kill();
        postgres.start();
        serve("rsync");

        var answer = barman("backup main --wait --wait-timeout 60");

        AnswerAssert.assertThat(answer).succeeds();
        assertThat(answer.err())
                .contains("Please manually backup the following files:\n\t" + elsewhere.resolve("more.conf"));
        assertThat(home.base(newest()).resolve("data/hba")).hasSameTextualContentAs(elsewhere.resolve("hba"));
    }

    private void assertRestores(String id) {
        String rows = postgres.ask("select count(*) || ' ' || max(entry) from ledger");
        try (OwnPostgres restored = restore(id)) {
            assertThat(restored.ask("select count(*) || ' ' || max(entry) from ledger"))
                    .isEqualTo(rows);
            if (!postgres.ask("select to_regclass('spaced')").isEmpty()) {
                assertThat(restored.ask("select count(*) from spaced")).isEqualTo("1000");
            }
            restored.check();
        }
    }
}
