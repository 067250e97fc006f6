package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.PostgresSeventeen;
import org.barman4j.testing.ScriptedBarmanHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains of incremental backups, plain and packed, restored here and through ssh. */
@PostgresSeventeen.Required
class IncrementalRestoreIT extends RestoreTest {
    @ParameterizedTest
    @CsvSource({"plain, here", "plain, there", "gzip, here", "plain, staged there", "gzip, staged there"})
    void aChainComesBackWhole(String kind, String where) {
        makeTablespace("space", "space");
        String compression = "backup_compression = gzip\nbackup_compression_format = tar\n";
        serve("postgres", kind.equals("gzip") ? compression : "");
        backup("");
        postgres.run("insert into ledger select n, 'second' from generate_series(10001, 10500) n", "checkpoint");
        backup("--incremental latest-full");
        postgres.run("delete from ledger where entry <= 100", "insert into spaced values (0)");
        String third = backup("--incremental latest");
        enter(20000, "behind");
        archiveTheRest();
        Path place = place();
        Path target = directory.resolve("new space");
        List<String> words = new ArrayList<>();
        if (where.endsWith("there")) {
            words.addAll(List.of("--remote-ssh-command", sshd().sshCommand()));
        }
        if (where.startsWith("staged")) {
            words.addAll(List.of("--staging-location", "remote"));
        }
        words.addAll(List.of("--tablespace", "space:" + target, "--staging-path", directory.toString()));
        words.addAll(List.of("main", third, place.resolve("data").toString()));

        Answer answer = call("restore").words(words).run();

        assertThat(answer).succeeds();
        assertThat(answer.out()).contains("Start combining backup via pg_combinebackup for backup " + third + " on ");
        PostgresFixture.own(target);
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            assertThat(restored.ask("select count(*) from spaced")).isEqualTo("1001");
            restored.check();
        }
        assertThat(directory.toFile().list((parent, name) -> name.startsWith("barman-")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"16.4, Postgres version mismatch", "'', could not be found"})
    void anotherVersionOfTheProgramIsRefused(String version, String reason) {
        serve("postgres");
        backup("");
        String id = backup("--incremental latest");
        Path few = directory.resolve("few");
        home.makeDirectory(few);
        if (!version.isEmpty()) {
            ScriptedBarmanHost.program(
                    few.resolve("pg_combinebackup"),
                    "#!/bin/sh\necho 'pg_combinebackup (PostgreSQL) " + version + "'\n");
        }
        home.replace(home.serverConfig(), "path_prefix = " + programs(), "path_prefix = " + few);
        Path place = place();

        Answer answer = restoring(place, "", id);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("pg_combinebackup", reason, "Install PostgreSQL 17's client programs");
        assertThat(place).doesNotExist();
        home.replace(home.serverConfig(), "path_prefix = " + few, "path_prefix = " + programs());
        assertThat(restoring(place, "", id)).succeeds();
    }

    @Test
    void aChainOfWhichFilesAreLostIsRefused() throws IOException {
        serve("postgres");
        String full = backup("");
        String id = backup("--incremental latest");
        Path place = place();
        Path data = home.base(full).resolve("data");

        Files.move(data.resolve("base/5/1259"), directory.resolve("lost"));
        assertThat(restoring(place, "", id))
                .isRefusedWith(
                        "backup " + full + " lacks base/5/1259, or has it in another" + " size than its manifest says");
        Files.move(data, directory.resolve("data"));
        assertThat(restoring(place, "--dry-run", id))
                .isRefusedWith("backup " + full + " has no files: there is no directory " + data);
        assertThat(place).doesNotExist();
    }
}
