package org.barman4j.backup.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.barman4j.postgres.tool.ToolCommand;
import org.barman4j.testing.RecordingProgress;
import org.junit.jupiter.api.Test;

/** What pg_basebackup says becomes phases and bytes. A script says it here. */
class BaseBackupRunTest {
    private final RecordingProgress progress = new RecordingProgress();
    private boolean waited;

    private int run(long size, String... lines) throws InterruptedException {
        BaseBackupRun run = new BaseBackupRun(progress, size, () -> waited = true);
        String text = String.join("\n", lines);
        return run.of(new ToolCommand(List.of("sh", "-c", "printf '%s\\n' \"$1\" >&2", "sh", text), Map.of()));
    }

    @Test
    void theCopyBeginsWithTheFirstFiguresAndNotWithTheCheckpoint() throws Exception {
        int status = run(
                77,
                "pg_basebackup: initiating base backup, waiting for checkpoint to complete",
                "pg_basebackup: checkpoint completed",
                "    3/40 kB (7%), 0/1 tablespace (.../data/backup_label         )",
                "   40/40 kB (100%), 0/1 tablespace (.../data/global/pg_control   )",
                "NOTICE:  base backup done, waiting for required WAL segments to be archived",
                "   40/40 kB (100%), 1/1 tablespace",
                "pg_basebackup: syncing data to disk ...");

        assertThat(status).isZero();
        assertThat(waited).isTrue();
        assertThat(progress.heard())
                .containsExactly(
                        "waiting for the checkpoint: 0 of 0",
                        "copying files: 40960 of 40960",
                        "waiting for PostgreSQL to archive the WAL of the backup: 0 of 0",
                        "writing to the storage: 0 of 0");
    }

    @Test
    void ifItKnowsNoTotalTheSizeOfTheDatabasesServes() throws Exception {
        run(99_000, "    8 kB (100%), 0/1 tablespace");

        assertThat(progress.heard())
                .containsExactly("waiting for the checkpoint: 0 of 0", "copying files: 8192 of 99000");
    }
}
