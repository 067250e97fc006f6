package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nothing can be printed, the work is done all the same. */
class LostOutputIT extends BackupTest {
    private static final String BACKUP = "backup main --wait --wait-timeout 60";
    private static final String FULL = "cannot write the output: No space left on device";

    @ParameterizedTest
    @CsvSource({"rsync, >/dev/full, No space left on device", "local-rsync, >&-, Bad file descriptor"})
    void aBackupIsTakenAndItsHookRuns(String method, String redirection, String reason) {
        Path hook = directory.resolve("hook");
        serve(method, "post_backup_script = touch " + hook);

        Answer answer = redirected(redirection, BACKUP);

        assertThat(answer).isRefusedWith("cannot write the output: " + reason);
        assertThat(states()).containsExactly("DONE");
        assertThat(hook).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2>/dev/full", "2>&-"})
    void aWarningThatCannotBePrintedEndsNothing(String redirection) {
        serve("postgres", "bandwidth_limit = much");

        assertThat(redirected(redirection, BACKUP)).hasStatus(1).isSilent();

        assertThat(states()).containsExactly("DONE");
    }

    @Test
    void aBackupIsRestoredAndDeleted() {
        serve("local-rsync");
        String id = backup("");
        Path restored = directory.resolve("restored");

        assertThat(redirected(">/dev/full", "archive-wal main")).isRefusedWith(FULL);
        assertThat(redirected(">/dev/full", "restore main " + id + " " + restored))
                .isRefusedWith(FULL);
        assertThat(restored.resolve("global/pg_control")).exists();
        assertThat(restored.resolve("barman_restore_unfinished")).doesNotExist();

        assertThat(redirected(">/dev/full", "delete main " + id)).isRefusedWith(FULL);
        assertThat(home.base(id)).doesNotExist();
    }

    /** Runs a line whose output goes to where a shell has it go. */
    private Answer redirected(String redirection, String line) {
        return ProgramCall.of(Path.of("/bin/sh"))
                .words(List.of(
                        "-c",
                        "exec \"$@\" " + redirection,
                        "sh",
                        Installation.shared().program().toString()))
                .words(home.words(line))
                .run();
    }
}
