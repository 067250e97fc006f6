package org.barman4j.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.Options;
import org.barman4j.text.ByteSize;
import org.barman4j.text.HumanDuration;
import org.barman4j.wal.WalUsage;

/** How old the last archived WAL is, and how much there is since the last backup, which monitoring keeps. */
final class WalAgeCheck implements Check {
    private static final String LABEL = "wal maximum age";

    @Override
    public void run(CheckedServer server, CheckLog log) {
        Optional<BackupInfo> last = server.lastBackup();
        WalUsage usage = last.map(backup -> server.stores().usage(backup, server.backups()))
                .orElse(WalUsage.NONE);
        Optional<Duration> most = server.config().get(Options.LAST_WAL_MAXIMUM_AGE);
        String advice = "Run 'barman switch-wal --archive " + server.name() + "', and check that 'barman cron' runs.";
        long size = usage.followingSize();
        if (most.isEmpty()) {
            log.passed(LABEL, "no last_wal_maximum_age provided");
        } else if (usage.lastSegment().isEmpty()) {
            log.failed(LABEL, "No WAL files archived for last backup", advice);
        } else {
            Instant archived = Instant.ofEpochMilli((long) (usage.lastTime() * 1000));
            Duration age = Duration.between(archived, server.clock().instant());
            log.add(
                    LABEL,
                    age.compareTo(most.get()) <= 0,
                    "interval provided: " + HumanDuration.of(most.get()) + ", latest wal age: " + HumanDuration.of(age),
                    advice);
        }
        log.add(CheckResult.passed("wal size", ByteSize.pretty(size)).measuring(size));
    }
}
