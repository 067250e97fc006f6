package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.barman4j.io.LocalDisk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.text.PythonTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup whose deletion has begun is a backup no longer, although it still is in the catalogue. */
class HalfDeletedIT extends DeletedHomeTest {
    @BeforeEach
    void mark() {
        home.write(mark(LATEST), "delete");
    }

    @Test
    void itDoesNotCountAmongThoseThatMustBeThere() {
        home.configureServer("minimum_redundancy = 2");

        CommandRun run = run("delete main oldest");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("due to minimum redundancy requirements (minimum redundancy = 2, current redundancy = 2)");
        assertThat(backups()).hasSize(3);
        assertThat(run("delete main " + LATEST).status()).isZero();
        assertThat(backups()).containsExactly(MIDDLE, OLDEST);
    }

    @Test
    void checkAndStatusCountTheOthers() {
        home.configureServer("minimum_redundancy = 3");

        assertThat(run("check main").out())
                .contains(
                        "minimum redundancy requirements: FAILED (have 2 non-incremental backups, expected at least 3)");
        assertThat(run("status main").out())
                .contains("No. of available backups: 2\n")
                .contains("Last available backup: " + MIDDLE + "\n")
                .contains("Minimum redundancy requirements: FAILED (2/3)\n");
    }

    @Test
    void itIsNotTheLastOneWhoseAgeCounts() throws IOException {
        home.configureServer("last_backup_maximum_age = 1 DAYS");
        home.set(LATEST, "end_time", PythonTime.print(OffsetDateTime.now(ZoneOffset.UTC)));

        assertThat(run("check main").out()).contains("\tbackup maximum age: FAILED");
        Files.delete(mark(LATEST));

        assertThat(run("check main").out()).contains("\tbackup maximum age: OK");
    }

    @Test
    void thePolicyCountsTheOthers() {
        home.replace(home.serverConfig(), "REDUNDANCY 1", "REDUNDANCY 2");

        assertThat(run("list-backups main").out().lines())
                .anySatisfy(line -> assertThat(line).contains(LATEST).endsWith(" - OBSOLETE"))
                .anySatisfy(line -> assertThat(line).contains(OLDEST).doesNotContain("OBSOLETE"));
        run("cron");

        assertThat(backups()).containsExactly(MIDDLE, OLDEST);
    }

    @Test
    void whatBuildsOnItGoesWithIt() {
        home.set(MIDDLE, "parent_backup_id", LATEST);
        home.set(LATEST, "children_backup_ids", MIDDLE);

        run("cron");

        assertThat(backups()).containsExactly(OLDEST);
    }

    @Test
    void itCannotBeKept() {
        CommandRun run = run("keep main latest --target full");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("ERROR: Cannot add keep to backup " + LATEST + " because it is being deleted.\n"
                        + "HINT: Keep another one. 'barman list-backups main' shows what there is.\n");
        assertThat(run("keep main latest --status").out()).contains("Keep: nokeep\n");
    }

    @Test
    void noManifestIsWrittenOfIt() {
        assertThat(run("generate-manifest main latest").err())
                .isEqualTo("ERROR: No manifest can be written of backup " + LATEST + ": it is being deleted\n");
    }

    @Test
    void itIsNotVerified() {
        CommandRun run = run("verify-backup main latest");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("ERROR: Backup " + LATEST + " can't be verified: it is being deleted\n"
                        + "HINT: The deletion of backup " + LATEST + " was cut off: 'barman delete main " + LATEST
                        + "', or cron, removes the rest of it.\n");
    }

    @Test
    void aHintTellsOfItAndTheRestStaysAsItIs() {
        String hint = "HINT: The deletion of backup " + LATEST + " was cut off: 'barman delete main " + LATEST
                + "', or cron, removes the rest of it.\n";

        assertThat(run("list-backups main").err()).isEqualTo(hint);
        assertThat(run("-f json list-backups main").err()).isEqualTo(hint);
        assertThat(run("show-backup main latest").err()).isEqualTo(hint);
        assertThat(run("show-backup main latest").out()).contains("  Status                 : DONE\n");
        assertThat(run("show-backup main oldest").err()).doesNotContain("HINT");
        assertThat(run("list-backups --minimal main").err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check-backup", "verify-backup", "list-files"})
    void whoeverLooksAtItIsTold(String command) {
        assertThat(run(command + " main latest").err()).contains("HINT: The deletion of backup " + LATEST);
        assertThat(run(command + " main oldest").err()).doesNotContain("deletion");
    }

    @Test
    void aHintTellsOfADeletionThatIsStillAtWork() {
        try (HeldLock lock = new Locks(home.root(), new LocalDisk()).acquire(LockName.backupId("main", LATEST))) {
            assertThat(run("list-backups main").err()).isEqualTo("HINT: Backup " + LATEST + " is being deleted.\n");
        }
    }
}
