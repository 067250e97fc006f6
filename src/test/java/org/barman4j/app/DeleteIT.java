package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.io.LocalDisk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** What goes with a backup, and what stays. */
class DeleteIT extends DeletedHomeTest {
    private static final String MIDDLE_BEGIN = "000000010000000000000015";

    @Test
    void withTheOldestGoesTheWalBeforeTheNext() {
        List<String> before = archived();

        CommandRun run = run("delete main oldest");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("Deleting backup " + OLDEST + " for server main\nDelete associated WAL segments:\n"
                        + "\t000000010000000000000007\n")
                .containsPattern("\nDeleted backup " + OLDEST + " \\(start time: .*, elapsed time: .*\\)\n$");
        assertThat(archived())
                .isEqualTo(before.stream()
                        .filter(name -> name.endsWith(".history") || name.compareTo(MIDDLE_BEGIN) >= 0)
                        .toList())
                .isEqualTo(listed());
        assertThat(backups()).containsExactly(LATEST, MIDDLE);
        assertThat(home.base(OLDEST)).doesNotExist();
        assertThat(mark(OLDEST)).doesNotExist();
        assertThat(home.root().resolve(".main-" + OLDEST + ".lock")).doesNotExist();
    }

    @Test
    void withAYoungerOneGoesNoWal() {
        List<String> before = archived();

        assertThat(run("delete main " + MIDDLE).out()).doesNotContain("WAL");

        assertThat(archived()).isEqualTo(before);
        assertThat(backups()).containsExactly(LATEST, OLDEST);
    }

    @Test
    void withOneGoesWhatADeletionHasLeftThatWasCutOff() {
        home.write(mark(MIDDLE), "delete");

        CommandRun run = run("delete main oldest");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(backups()).containsExactly(LATEST);
        assertThat(home.base(MIDDLE)).doesNotExist();
        assertThat(mark(MIDDLE)).doesNotExist();
    }

    @Test
    void aDeletionThatIsStillAtWorkIsNoneOfItsBusiness() {
        home.write(mark(MIDDLE), "delete");
        try (HeldLock lock = new Locks(home.root(), new LocalDisk()).acquire(LockName.backupId("main", MIDDLE))) {
            CommandRun run = run("delete main oldest");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err()).isEmpty();
        }
        assertThat(backups()).containsExactly(LATEST, MIDDLE);
        assertThat(home.base(MIDDLE)).exists();
    }

    @Test
    void withTheLastOneGoesTheWalBeforeIt() {
        run("delete main oldest");
        run("delete main oldest");
        run("delete main oldest");

        assertThat(backups()).isEmpty();
        assertThat(archived()).contains("00000002.history", "000000020000000000000027", "00000002000000000000002C");
        assertThat(archived()).doesNotContain("000000020000000000000026");
    }

    @Test
    void withTheOnlyOneThatNeverBeganGoesNoWal() {
        run("delete main oldest");
        run("delete main oldest");
        home.set(LATEST, "status", "FAILED");
        home.set(LATEST, "begin_wal", "None");
        List<String> before = archived();

        assertThat(run("delete main last-failed").status()).isZero();

        assertThat(archived()).isEqualTo(before);
    }

    @Test
    void walThatARunningBackupNeedsStays() {
        home.set(LATEST, "status", "STARTED");
        home.set(LATEST, "begin_wal", "00000001000000000000000C");

        run("delete main oldest");

        assertThat(archived()).contains("00000001000000000000000C").doesNotContain("00000001000000000000000B");
    }

    @Test
    void walThatABackupKeptAloneNeedsStaysWithAllTheRest() {
        List<String> before = archived();
        run("keep main " + OLDEST + " --target standalone");

        run("delete main " + MIDDLE);

        assertThat(archived()).isEqualTo(before);
    }

    @Test
    void aBackupThatIsKeptStays() {
        run("keep main " + OLDEST + " --target full");

        CommandRun run = run("delete main " + OLDEST);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("WARNING: Skipping delete of backup " + OLDEST
                        + " for server main as it has a current keep request. If you really want to delete this backup"
                        + " please remove the keep and try again.\nERROR: Cannot delete backup (main " + OLDEST
                        + ")\n");
        assertThat(backups()).contains(OLDEST);
    }

    @Test
    void theLastBackupsThatMustBeThereStay() {
        home.write(
                home.serverConfig(),
                SmallHome.read(home.serverConfig()).replace("REDUNDANCY 1", "REDUNDANCY 2\nminimum_redundancy = 2"));
        assertThat(run("delete main oldest").status()).isZero();

        CommandRun run = run("delete main oldest");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("due to minimum redundancy requirements (minimum redundancy = 2, current redundancy = 2)");
        assertThat(backups()).hasSize(2);
    }

    @Test
    void severalGoWithOneCommandEachOnce() {
        CommandRun run = run("delete main oldest " + MIDDLE + " first " + OLDEST);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().filter(line -> line.startsWith("Deleted backup ")))
                .hasSize(2);
        assertThat(run.out()).containsSubsequence("Deleted backup " + OLDEST, "Deleted backup " + MIDDLE);
        assertThat(backups()).containsExactly(LATEST);
        assertThat(archived()).isEqualTo(listed()).doesNotContain(MIDDLE_BEGIN);
    }

    @Test
    void oneOfSeveralThatIsUnknownKeepsAll() {
        CommandRun run = run("delete main oldest 20200101T000000 " + MIDDLE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("ERROR: Unknown backup '20200101T000000' for server 'main'\n")
                .hasLineCount(2);
        assertThat(run.out()).isEmpty();
        assertThat(backups()).hasSize(3);
    }

    @Test
    void oneOfSeveralThatIsKeptKeepsAll() {
        run("keep main " + MIDDLE + " --target full");

        CommandRun run = run("delete main oldest " + MIDDLE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("as it has a current keep request")
                .endsWith("ERROR: Cannot delete backup (main " + MIDDLE
                        + ")\nHINT: None of the backups has been deleted.\n");
        assertThat(backups()).hasSize(3);
    }

    @Test
    void severalLeaveAsManyAsMustBeThere() {
        home.configureServer("minimum_redundancy = 1");

        CommandRun run = run("delete main oldest latest " + MIDDLE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("Skipping delete of backup " + MIDDLE)
                .contains("due to minimum redundancy requirements (minimum redundancy = 1, current redundancy = 1)")
                .contains("HINT: None of the backups has been deleted.");
        assertThat(backups()).hasSize(3);
        assertThat(run("delete main oldest latest oldest").status()).isZero();
        assertThat(backups()).containsExactly(MIDDLE);
    }

    @Test
    void oneThatGoesWithAnotherIsDeletedOnce() {
        child(LATEST, MIDDLE);

        CommandRun run = run("delete main " + MIDDLE + " latest " + OLDEST);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("Deleted backup ")))
                .hasSize(3);
        assertThat(backups()).isEmpty();
    }

    @Test
    void aChildMayBeNamedBeforeItsParent() {
        child(LATEST, MIDDLE);

        CommandRun run = run("delete main latest " + MIDDLE);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(backups()).containsExactly(OLDEST);
    }

    @Test
    void oneFailureKeepsNoOtherFromGoing() {
        home.configureServer("pre_delete_retry_script = test $BARMAN_BACKUP_ID != " + OLDEST + " || exit 63");

        CommandRun run = run("delete main oldest " + MIDDLE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("ERROR: Abort 'pre_delete_retry_script'")
                .endsWith("\nERROR: 1 of 2 backups could not be deleted (main " + OLDEST + ")\n");
        assertThat(backups()).containsExactly(LATEST, OLDEST);
    }

    @Test
    void aKeepThatComesWhileAnotherIsDeletedCounts() {
        home.configureServer("post_delete_script = printf full > " + home.meta() + "/" + MIDDLE + "-keep");

        CommandRun run = run("delete main oldest " + MIDDLE);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("as it has a current keep request")
                .contains("ERROR: 1 of 2 backups could not be deleted (main " + MIDDLE + ")\n");
        assertThat(backups()).containsExactly(LATEST, MIDDLE);
    }

    @Test
    void allThatBuildsOnABackupGoesWithIt() {
        child(MIDDLE, OLDEST);
        child(LATEST, MIDDLE);

        CommandRun run = run("delete main " + MIDDLE);

        assertThat(run.err())
                .isEqualTo("WARNING: Backup " + MIDDLE
                        + " has incremental backups which depend on it. Deleting all backups in the tree\n");
        assertThat(run.out().indexOf("Deleted backup " + LATEST))
                .isBetween(0, run.out().indexOf("Deleting backup " + MIDDLE));
        assertThat(backups()).containsExactly(OLDEST);
        assertThat(SmallHome.read(home.backupInfo(OLDEST))).contains("\nchildren_backup_ids=None\n");
    }

    @Test
    void aCircleOfBackupsHasAnEnd() {
        child(MIDDLE, LATEST);
        child(LATEST, MIDDLE);

        assertThat(run("delete main " + MIDDLE).status()).isZero();

        assertThat(backups()).containsExactly(OLDEST);
    }

    @Test
    void whileABackupIsTakenNoneIsDeleted() {
        try (HeldLock lock = locks().acquire(LockName.backup("main"))) {
            assertThat(run("delete main oldest").err())
                    .isEqualTo("ERROR: Another process in running on server main. Impossible to delete the backup.\n"
                            + "ERROR: Cannot delete backup (main " + OLDEST + ")\n");
            assertThat(run("delete main oldest latest").err())
                    .endsWith("HINT: None of the backups has been deleted.\n");
        }
        try (HeldLock lock = locks().acquire(LockName.backupId("main", OLDEST))) {
            assertThat(run("delete main oldest").err())
                    .isEqualTo("ERROR: Another process is holding the lock for backup " + OLDEST
                            + " of server main.\nERROR: Cannot delete backup (main " + OLDEST + ")\n");
        }
        assertThat(backups()).hasSize(3);
    }

    @Test
    void aHookThatSaysStopKeepsTheBackupWhole() {
        home.configureServer("pre_delete_retry_script = exit 63");

        CommandRun run = run("delete main oldest");

        assertThat(run.err())
                .isEqualTo("ERROR: Abort 'pre_delete_retry_script' retry hook script (exit 63, exit code: 63)\n");
        assertThat(mark(OLDEST)).doesNotExist();
        assertThat(home.base(OLDEST).resolve("data/PG_VERSION")).exists();
    }

    @Test
    void aHookThatSaysStopKeepsAWalFileAndThoseBehindIt() {
        home.write(
                home.serverConfig(),
                SmallHome.read(home.serverConfig())
                        + "pre_wal_delete_retry_script = test \"$BARMAN_SEGMENT\" != 000000010000000000000009 || exit 63\n");

        CommandRun run = run("delete main oldest");

        assertThat(run.status()).isEqualTo(1);
        assertThat(archived())
                .contains("000000010000000000000009", "00000001000000000000000A")
                .doesNotContain("000000010000000000000008")
                .isEqualTo(listed());
    }

    @Test
    void aDirectoryWithASurprisingNameIsNoBackup() {
        home.write(home.meta().resolve("0-backup.info"), SmallHome.read(home.backupInfo(OLDEST)));

        CommandRun run = run("delete main oldest");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("'0' is not the id of a backup");
        assertThat(home.base(MIDDLE).resolve("data/PG_VERSION")).exists();
    }

    @Test
    void metadataBesideTheDataGoesToo() throws Exception {
        home.write(home.oldBackupInfo(OLDEST), SmallHome.read(home.backupInfo(OLDEST)));
        Files.delete(home.backupInfo(OLDEST));

        assertThat(run("delete main oldest").status()).isZero();

        assertThat(backups()).containsExactly(LATEST, MIDDLE);
        assertThat(home.base(OLDEST)).doesNotExist();
    }

    @Test
    void filesThatWereSharedBelongToTheNextBackup() throws Exception {
        Path shared = home.base(MIDDLE).resolve("data/shared");
        Files.createLink(shared, home.base(OLDEST).resolve("data/PG_VERSION"));
        home.set(MIDDLE, "deduplicated_size", "0");

        run("delete main " + OLDEST);

        assertThat(SmallHome.read(home.backupInfo(MIDDLE)))
                .contains("\nsize=6\n")
                .contains("\ndeduplicated_size=6\n");
    }

    @Test
    void linksInABackupAreNotFollowed() throws Exception {
        Path precious = directory.resolve("precious");
        home.write(precious.resolve("file"), "data");
        Files.createSymbolicLink(home.base(OLDEST).resolve("data/link"), precious);
        Files.createSymbolicLink(home.base(OLDEST).resolve("16385"), precious);

        assertThat(run("delete main oldest").status()).isZero();

        assertThat(precious.resolve("file")).exists();
        assertThat(home.base(OLDEST)).doesNotExist();
    }

    private void child(String id, String parent) {
        home.set(id, "parent_backup_id", parent);
        home.set(id, "mode", "postgres");
        home.set(parent, "mode", "postgres");
        home.set(parent, "children_backup_ids", id);
    }

    private Locks locks() {
        return new Locks(home.root(), new LocalDisk());
    }
}
