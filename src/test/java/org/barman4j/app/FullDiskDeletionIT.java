package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.Answer;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A disk that is really full, with all that is Barman's on it: what makes room is a deletion. */
class FullDiskDeletionIT extends DeletedHomeTest {
    private boolean mounted;

    @BeforeEach
    void fillDisk() throws IOException {
        Answer answer = call("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", directory.toString());
        mounted = answer.status() == 0;
        assumeThat(mounted)
                .as("may mount a file system of a size of its own: " + answer.err())
                .isTrue();
        SmallHome.in(directory).fillArchive();
        Files.write(
                directory.resolve("ballast"),
                new byte[(int) Files.getFileStore(directory).getUsableSpace()]);
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            call("umount", "-l", directory.toString()).mustSucceed();
        }
    }

    @Test
    void aBackupCanBeDeleted() {
        CommandRun run = run("delete main oldest");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(backups()).containsExactly(LATEST, MIDDLE);
        assertThat(archived()).isEqualTo(listed());
        assertThat(mark(OLDEST)).doesNotExist();
    }

    @Test
    void aDeletionThatIsCutOffIsKnown() {
        new DeleteMarks(home.meta(), home.base(OLDEST).getParent(), new LocalDisk()).set(new BackupId(OLDEST));

        assertThat(run("list-backups main").err()).contains("The deletion of backup " + OLDEST + " was cut off");
        run("cron");
        assertThat(backups()).doesNotContain(OLDEST);
    }

    private static Answer call(String... words) {
        return ProgramCall.of(Path.of("/usr/bin/env")).words(List.of(words)).run();
    }
}
