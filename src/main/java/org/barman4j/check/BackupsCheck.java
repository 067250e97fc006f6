package org.barman4j.check;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.RestoreTestRecord;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.page.PageReport;
import org.barman4j.text.ByteSize;
import org.barman4j.text.HumanDuration;

/** Whether there are backups, young enough and large enough. */
final class BackupsCheck {
    private BackupsCheck() {}

    /** The age of the last one. */
    static final class Age implements Check {
        private static final String LABEL = "backup maximum age";

        @Override
        public void run(CheckedServer server, CheckLog log) {
            Optional<Duration> most = server.config().get(Options.LAST_BACKUP_MAXIMUM_AGE);
            if (most.isEmpty()) {
                log.passed(LABEL, "no last_backup_maximum_age provided");
                return;
            }
            Optional<Duration> age = server.lastBackup()
                    .map(backup -> Duration.between(
                            backup.endTime().toInstant(), server.clock().instant()));
            log.add(
                    LABEL,
                    age.isPresent() && age.get().compareTo(most.get()) <= 0,
                    "interval provided: " + HumanDuration.of(most.get()) + ", latest backup age: "
                            + age.map(HumanDuration::of).orElse("No available backups"),
                    "Run 'barman backup " + server.name() + "'.");
        }
    }

    /** The size of the last one, which monitoring keeps. */
    static final class Size implements Check {
        private static final String LABEL = "backup minimum size";

        @Override
        public void run(CheckedServer server, CheckLog log) {
            long size = server.lastBackup()
                    .map(backup -> backup.number(BackupField.SIZE).orElse(0))
                    .orElse(0L);
            Optional<Long> least = server.config().get(Options.LAST_BACKUP_MINIMUM_SIZE);
            if (least.isEmpty()) {
                log.add(CheckResult.passed(LABEL, ByteSize.pretty(size)).measuring(size));
                return;
            }
            boolean enough = server.lastBackup().isPresent() && size >= least.get();
            String hint = "last backup size " + ByteSize.pretty(size) + (enough ? " > " : " < ")
                    + ByteSize.pretty(least.get()) + " minimum";
            log.add(CheckResult.of(
                            LABEL,
                            enough,
                            hint,
                            "Look at the last backup with 'barman show-backup " + server.name() + " latest'.")
                    .measuring(size));
        }
    }

    /** Those that failed. */
    static final class Failed implements Check {
        @Override
        public void run(CheckedServer server, CheckLog log) {
            long failed = count(server.backups(), backup -> backup.status() == BackupStatus.FAILED);
            log.add(
                    "failed backups",
                    failed == 0,
                    "there are " + failed + " failed backups",
                    "See why with 'barman show-backup " + server.name()
                            + " last-failed', then remove it with 'barman delete " + server.name() + " last-failed'.");
        }
    }

    /** Whether there are as many as the configuration asks for. */
    static final class Redundancy implements Check {
        @Override
        public void run(CheckedServer server, CheckLog log) {
            ServerConfig config = server.config();
            Backups whole = server.stores().marks().whole(server.backups());
            long present = count(whole, backup -> backup.status() == BackupStatus.DONE && !backup.isIncremental());
            int needed = (Integer) config.required(Options.MINIMUM_REDUNDANCY);
            log.add(
                    "minimum redundancy requirements",
                    present >= needed,
                    "have " + present + " non-incremental backups, expected at least " + needed,
                    "Run 'barman backup " + server.name() + "'.");
        }
    }

    /** The checksums of the last one's pages, if they were compared. Ours, beyond Barman. */
    static final class Pages implements Check {
        private static final String LABEL = "page checksums";

        @Override
        public void run(CheckedServer server, CheckLog log) {
            Optional<BackupInfo> last = server.lastBackup();
            PageReport report = last.map(
                            backup -> PageReport.read(server.stores().catalog().pageReportOf(backup.id())))
                    .orElse(PageReport.NONE);
            if (report.isKnown() && report.bad().isEmpty()) {
                log.passed(
                        LABEL,
                        report.examined() + " pages of backup " + last.get().id() + " are good");
            } else if (report.isKnown()) {
                log.add(CheckResult.warning(
                        LABEL,
                        report.bad().size() + " bad pages in backup "
                                + last.get().id(),
                        "See which with 'barman show-backup " + server.name() + " latest'."));
            }
        }
    }

    /** When this server was last proven to be restorable, if the configuration asks. Ours, beyond Barman. */
    static final class RestoreTest implements Check {
        private static final String LABEL = "restore test maximum age";

        @Override
        public void run(CheckedServer server, CheckLog log) {
            Optional<Duration> most = server.config().get(Options.RESTORE_TEST_MAXIMUM_AGE);
            if (most.isEmpty()) {
                return;
            }
            List<RestoreTestRecord> records = server.backups().oldestFirst().stream()
                    .map(backup ->
                            RestoreTestRecord.read(server.stores().catalog().restoreTestOf(backup.id())))
                    .flatMap(Optional::stream)
                    .toList();
            Optional<Duration> age = records.stream()
                    .flatMap(record -> record.lastPassed().stream())
                    .map(time ->
                            Duration.between(time.toInstant(), server.clock().instant()))
                    .min(Duration::compareTo);
            boolean failed = records.stream()
                    .max(Comparator.comparing(record -> record.time().toInstant()))
                    .filter(record -> !record.passed())
                    .isPresent();
            log.add(
                    LABEL,
                    !failed && age.isPresent() && age.get().compareTo(most.get()) <= 0,
                    "interval provided: " + HumanDuration.of(most.get()) + ", last restore test that passed: "
                            + age.map(HumanDuration::of)
                                    .map(text -> text + " ago")
                                    .orElse("none")
                            + (failed ? ", the last one failed" : ""),
                    "Run 'barman restore-test " + server.name() + "'.");
        }
    }

    private static long count(Backups backups, Predicate<BackupInfo> condition) {
        return backups.oldestFirst().stream().filter(condition).count();
    }
}
