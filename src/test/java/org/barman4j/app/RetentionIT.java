package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.TreeDeletion;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cron deletes because a policy says so. */
class RetentionIT extends DeletedHomeTest {
    @BeforeEach
    void onlyTheLatest() {
        policy("REDUNDANCY 1\nretention_policy_mode = auto");
    }

    @Test
    void theOldestGoFirst() {
        String out = run("cron").out();

        assertThat(out)
                .containsSubsequence(
                        "Enforcing retention policy: removing backup " + OLDEST + " for server main\n",
                        "Deleting backup " + OLDEST,
                        "Enforcing retention policy: removing backup " + MIDDLE + " for server main\n",
                        "Deleted backup " + MIDDLE);
        assertThat(backups()).containsExactly(LATEST);
        assertThat(archived()).isEqualTo(listed()).doesNotContain("000000010000000000000015");
    }

    @Test
    void aBackupKeptAloneKeepsItsOwnWalOnly() {
        home.set(LATEST, "begin_wal", "000000010000000000000020");
        home.set(LATEST, "end_wal", "000000010000000000000020");
        home.set(LATEST, "timeline", "1");
        run("keep main " + OLDEST + " --target standalone");

        run("cron");

        assertThat(backups()).containsExactly(LATEST, OLDEST);
        assertThat(archived())
                .contains("00000001000000000000000A", "00000001000000000000000A.00000028.backup")
                .doesNotContain("000000010000000000000009", "00000001000000000000000B", "000000010000000000000015");
    }

    @Test
    void theTimelineOfABackupThatStaysLosesNothing() {
        List<String> before = archived();
        run("keep main " + OLDEST + " --target standalone");

        run("cron");

        assertThat(backups()).containsExactly(LATEST, OLDEST);
        assertThat(archived())
                .containsAll(before.stream()
                        .filter(name -> name.startsWith("00000001"))
                        .toList())
                .doesNotContain("000000020000000000000026");
    }

    @Test
    void withoutAPolicyNothingGoes() {
        policy("rubbish");
        run("cron");

        assertThat(backups()).hasSize(3);
    }

    @Test
    void aBackupInUseIsLeftForTheNextTime() {
        try (HeldLock lock = new Locks(home.root(), new LocalDisk()).acquire(LockName.backupId("main", OLDEST))) {
            assertThat(run("cron").err())
                    .isEqualTo("WARNING: Another action is in progress for the backup " + OLDEST
                            + " of server main, skipping retention policy application\n");
        }
        assertThat(backups()).containsExactly(LATEST, OLDEST);
    }

    @Test
    void oneFailureKeepsNoOtherFromGoing() {
        home.configureServer("pre_delete_retry_script = test $BARMAN_BACKUP_ID != " + OLDEST + " || exit 63");

        CommandRun run = run("cron");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("ERROR: Abort 'pre_delete_retry_script'")
                .hasLineCount(1);
        assertThat(backups()).containsExactly(LATEST, OLDEST);
    }

    @Test
    void metadataWithoutFilesIsToldAndLeft() throws Exception {
        new TreeDeletion(new LocalDisk()).delete(home.base(OLDEST));

        CommandRun run = run("cron");

        assertThat(run.err())
                .isEqualTo("WARNING: Backup '" + OLDEST
                        + "' is an orphan backup, this is possibly the result of an incomplete delete operation. Please"
                        + " manually delete the following files or directories if present:\n* " + home.base(OLDEST)
                        + " \n* " + home.backupInfo(OLDEST) + " \n\n");
        assertThat(backups()).containsExactly(LATEST, OLDEST);
    }

    private void policy(String text) {
        String config = SmallHome.read(home.serverConfig());
        home.write(
                home.serverConfig(),
                config.substring(0, config.indexOf("retention_policy =")) + "retention_policy = " + text + "\n");
    }
}
