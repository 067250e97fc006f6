package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.PostgresSeventeen;
import org.barman4j.testing.RestoredBackup;
import org.junit.jupiter.api.Test;

/** Backups that hold what changed since another one, of which PostgreSQL's own program makes whole ones again. */
@PostgresSeventeen.Required
class IncrementalBackupIT extends BackupTest {
    @Test
    void aChainIsAsGoodAsAFullBackup() {
        serve("postgres");
        String full = backup("");
        postgres.run("insert into ledger select n, 'second' from generate_series(10001, 10500) n", "checkpoint");
        String second = backup("--incremental latest-full");
        postgres.run("delete from ledger where entry <= 100");
        String third = backup("--incremental " + second + " --name third");

        assertThat(field(full, "children_backup_ids")).isEqualTo(second);
        assertThat(field(second, "parent_backup_id")).isEqualTo(full);
        assertThat(field(third, "parent_backup_id")).isEqualTo(second);
        assertThat(Long.parseLong(field(third, "size"))).isLessThan(Long.parseLong(field(full, "size")) / 2);
        assertThat(barman("list-backups main").out()).contains(third + " 'third' - I - ", full + " - F - ");
        assertThat(barman("verify-backup main third")).succeeds();
        archiveTheRest();
        Path restored = directory.resolve("combined");
        home.makeDirectory(restored);
        List<String> words =
                new ArrayList<>(List.of(programs().resolve("pg_combinebackup").toString(), "--no-sync"));
        for (String id : List.of(full, second, third)) {
            words.add(home.base(id).resolve("data").toString());
        }
        words.addAll(List.of("-o", restored.resolve("data").toString()));
        PostgresFixture.run(words);
        try (OwnPostgres combined = RestoredBackup.recover(restored, programs(), restoreCommand())) {
            assertThat(combined.ask("select count(*) || ' ' || min(entry) || ' ' || max(entry) from ledger"))
                    .isEqualTo(postgres.ask("select count(*) || ' ' || min(entry) || ' ' || max(entry) from ledger"));
            combined.check();
        }

        assertThat(barman("delete main " + full)).succeeds();
        assertThat(states()).isEmpty();
    }

    @Test
    void whatCanBeNoParentIsRefused() {
        serve("postgres");
        String full = backup("");
        postgres.run("alter system set summarize_wal = off", "select pg_reload_conf()");
        Eventually.holds("WAL is not summarised", () -> postgres.ask("show summarize_wal")
                .equals("off"));

        assertThat(barman("backup main --incremental latest"))
                .isRefusedWith(
                        "failed to start backup: 'summarize_wal' option has to be enabled in the Postgres server to"
                                + " perform an incremental backup using the Postgres backup method");

        String second = backup("");
        postgres.run("alter system set summarize_wal = on", "select pg_reload_conf()");
        Eventually.holds(
                "WAL is summarised", () -> postgres.ask("show summarize_wal").equals("on"));
        assertThat(barman("backup main --incremental " + second))
                .isRefusedWith("failed to start backup: Backup ID " + second + " is not eligible as a parent for an"
                        + " incremental backup because WAL summaries were not enabled when that backup was taken.");
        assertThat(barman("backup main --incremental nosuch"))
                .isRefusedWith("Unknown backup 'nosuch' for server 'main'");
        home.set(full, "status", "FAILED");
        Answer failed = barman("backup main --incremental " + full);
        assertThat(failed).hasStatus(1);
        assertThat(failed.err()).contains("because its status is FAILED");
        serve("local-rsync");
        assertThat(barman("backup main --incremental " + second))
                .isRefusedWith("failed to start backup: Backup using the `--incremental` flag is available only for"
                        + " 'backup_method = postgres'. Check Barman's documentation for more help on this topic.");
    }
}
