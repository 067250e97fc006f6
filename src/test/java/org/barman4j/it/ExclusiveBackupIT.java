package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PostgreSQL 14, which still knows the backup mode that one backup at a time has for itself. */
class ExclusiveBackupIT extends OlderPostgresTest {
    ExclusiveBackupIT() {
        super("14.");
    }

    @ParameterizedTest
    @CsvSource({"local-rsync, exclusive", "rsync, exclusive", "local-rsync, concurrent", "rsync, concurrent"})
    void itComesBackWithAllRows(String method, String mode) {
        serve(method, "backup_options = " + mode + "_backup");
        String check = barman("check main").mustSucceed().out();
        makeTablespace();

        String id = backup("");
        enter(10001, "after the backup");
        archiveTheRest();

        assertThat(check.contains("exclusive backup supported: OK")).isEqualTo(mode.equals("exclusive"));
        assertThat(field(id, "mode")).isEqualTo("rsync-" + mode);
        assertThat(isInBackupMode()).isFalse();
        assertThat(Files.exists(home.base(id).resolve("data/backup_label"))).isTrue();
        Path place = place();
        Path elsewhere = directory.resolve("elsewhere");
        assertThat(call("restore")
                        .words(List.of("--tablespace", "odd name:" + elsewhere))
                        .words(List.of("main", id, place.resolve("data").toString()))
                        .run())
                .succeeds();
        PostgresFixture.own(elsewhere);
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM))
                    .isEqualTo(postgres.ask(Ledger.SUM))
                    .startsWith("5001 ");
            assertThat(restored.ask("select count(*) from spaced")).isEqualTo("1000");
        }
    }

    @Test
    void aBackupThatIsToldToEndTakesTheServerOutOfTheMode() throws InterruptedException {
        serve("rsync", "backup_options = exclusive_backup", "bandwidth_limit = 1000");
        Process program = call("backup main").start();
        awaitCopying();

        program.destroy();

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(states()).containsExactly("FAILED");
        assertThat(isInBackupMode()).isFalse();
    }

    @Test
    void theNextBackupEndsTheModeThatAKilledOneHasLeft() throws InterruptedException {
        leaveTheMode();
        serve("rsync", "backup_options = exclusive_backup");

        Answer next = barman("backup main --wait --wait-timeout 60");

        assertThat(next).succeeds();
        assertThat(next.err()).contains("has left PostgreSQL in backup mode");
        assertThat(states()).containsExactly("DONE", "FAILED");
        assertThat(isInBackupMode()).isFalse();
    }

    @Test
    void theModeOfAnotherBackupIsLeftAlone() {
        serve("rsync", "backup_options = exclusive_backup");
        postgres.run("select pg_start_backup('by hand', true)");

        Answer answer = barman("backup main");

        assertThat(answer).hasStatus(1);
        assertThat(answer.err()).contains("a backup is already in progress", "pg_stop_backup");
        assertThat(isInBackupMode()).isTrue();
        assertThat(states()).containsExactly("FAILED");
    }

    private void leaveTheMode() throws InterruptedException {
        serve("rsync", "backup_options = exclusive_backup", "bandwidth_limit = 1000");
        Process program = call("backup main").start();
        awaitCopying();
        program.destroyForcibly();
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(isInBackupMode()).isTrue();
    }

    private void awaitCopying() {
        Eventually.holds(
                "it copies",
                () -> isInBackupMode() && Files.isDirectory(home.base(newest()).resolve("data/base")));
    }

    private boolean isInBackupMode() {
        return postgres.ask("select pg_is_in_backup()").equals("t");
    }
}
