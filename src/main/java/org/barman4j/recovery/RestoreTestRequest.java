package org.barman4j.recovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupReference;

/**
 * What to try a backup with.
 *
 * @param directory where there is room for it
 * @param database the one that queries and the script are for
 * @param queries what to ask the restored server, one after the other
 * @param script a shell command that finds the server in the PG* variables; its exit code counts
 * @param limit how long PostgreSQL may take to come up
 * @param keep whether what was restored stays
 */
public record RestoreTestRequest(
        BackupReference backup,
        RecoveryTarget target,
        Path directory,
        String database,
        List<String> queries,
        Optional<String> script,
        Duration limit,
        boolean keep) {
    public RestoreTestRequest {
        queries = List.copyOf(queries);
    }
}
