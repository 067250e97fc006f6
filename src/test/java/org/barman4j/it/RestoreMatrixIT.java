package org.barman4j.it;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Full backups of every kind at every target. */
class RestoreMatrixIT extends RestoreMatrixTest {
    @ParameterizedTest
    @CsvSource({"rsync, , THERE", "local-rsync, , HERE", "postgres, , THERE", "postgres, gzip, HERE"})
    void aFullBackupMeetsEveryTarget(String method, String compression, Way first) {
        List<String> lines = new ArrayList<>(List.of("parallel_jobs = 2", "compression = gzip"));
        if (compression != null) {
            lines.addAll(List.of("backup_compression = " + compression, "backup_compression_format = tar"));
        }
        serve(method, lines.toArray(new String[0]));

        everyTargetIsMetExactly(backup(""), first);
    }
}
