package org.barman4j.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.junit.jupiter.api.Test;

class SizeEstimateTest {
    private static final Path PLACE = Path.of("/backups");

    private static SizeEstimate estimate(Optional<BackupInfo> example, long free) {
        return new SizeEstimate("main", 100, example, 1, free, PLACE);
    }

    @Test
    void whereThereIsNoBackupNoneIsToBeDeleted() {
        BackupInfo backup = BackupInfo.empty(new BackupId("20261120T191702"), "main", "rsync");

        assertThat(estimate(Optional.empty(), 99).advice()).contains("Make room in /backups before the next backup.");
        assertThat(estimate(Optional.of(backup), 99).advice())
                .contains("Make room in /backups before the next backup, for example with 'barman delete main"
                        + " oldest'.");
        assertThat(estimate(Optional.of(backup), 100).advice()).isEmpty();
    }
}
