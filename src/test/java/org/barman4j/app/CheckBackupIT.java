package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.barman4j.lock.LockName;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.LockHolder;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a backup counts as finished. */
class CheckBackupIT extends HomeTest {
    private static final String BACKUP = SmallHome.LATEST;

    @BeforeEach
    void anUnfinishedBackup() {
        home.set(BACKUP, "status", "WAITING_FOR_WALS");
        home.set(BACKUP, "begin_wal", "000000010000000000000010");
        home.set(BACKUP, "end_wal", "000000010000000000000012");
    }

    @Test
    void withoutAnyWalItWaits() {
        assertThat(check()).isEqualTo("WAITING_FOR_WALS");
    }

    @Test
    void withOnlyTheFirstOfItsWalItWaits() {
        archive("10", "11");

        assertThat(check()).isEqualTo("WAITING_FOR_WALS");
    }

    @Test
    void whatItWaitsForIsNamed() {
        archive("10", "11");
        String hint = "HINT: Backup " + BACKUP + " waits for the WAL file 000000010000000000000012.\n";

        assertThat(run("check-backup main " + BACKUP).err()).isEqualTo(hint);
        assertThat(run("show-backup main " + BACKUP).err()).endsWith(hint);
        archive("12");
        assertThat(run("show-backup main " + BACKUP).err()).doesNotContain("waits for");
    }

    @Test
    void withAllOfItsWalItIsDone() {
        archive("10", "11", "12");

        assertThat(check()).isEqualTo("DONE");
    }

    @Test
    void withAHoleItHasFailed() {
        archive("10", "12", "13");

        CommandRun run = run("check-backup main " + BACKUP);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("ERROR: This backup has been marked as FAILED due to the following reason: At least one WAL"
                        + " file is missing. The first missing WAL file is 000000010000000000000011\n");
        assertThat(status()).isEqualTo("FAILED");
        assertThat(run("check-backup main " + BACKUP).err())
                .isEqualTo("ERROR: The validity of a failed backup cannot be checked\n");
    }

    @Test
    void aHoleThatIsJustBeingFilledIsNone() {
        archive("10", "12");
        home.write(home.root().resolve("main/incoming/000000010000000000000011"), "");

        assertThat(check()).isEqualTo("WAITING_FOR_WALS");
    }

    @Test
    void aBackupThatIsBeingTakenIsLeftAlone() throws Exception {
        home.set(BACKUP, "status", "STARTED");
        home.set(BACKUP, "end_wal", "None");
        Path file = home.backupInfo(BACKUP);
        String before = Files.readString(file);

        try (LockHolder taking = LockHolder.start(home.root(), LockName.backup("main"))) {
            assertThat(taking.pid()).isPositive();
            check();
        }

        assertThat(Files.readString(file)).isEqualTo(before);
    }

    private void archive(String... segments) {
        for (String segment : segments) {
            home.write(home.wals().resolve("0000000100000000/0000000100000000000000" + segment), "");
        }
    }

    private String check() {
        CommandRun run = run("check-backup main " + BACKUP);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        return status();
    }

    private String status() {
        return SmallHome.read(home.backupInfo(BACKUP))
                .lines()
                .filter(line -> line.startsWith("status="))
                .map(line -> line.substring("status=".length()))
                .findFirst()
                .orElseThrow();
    }

    private CommandRun run(String line) {
        return CommandRun.of(Clock.systemUTC(), home.words(line));
    }
}
