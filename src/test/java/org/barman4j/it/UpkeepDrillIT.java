package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.Test;

/** What a guide has its readers do day by day: backups that share files, the crontab, monitoring, and clean-up. */
class UpkeepDrillIT extends DrillTest {
    private static final String CRONTAB =
            """
            # Add daily backup at 2 AM
            0 2 * * * /usr/bin/barman backup pg-primary

            # Run maintenance every hour
            0 * * * * /usr/bin/barman cron
            """;

    private static final String MONITORING =
            """
            barman status pg-primary
            barman list-server
            barman diagnose | grep -A 20 "pg-primary"
            barman estimate-size pg-primary
            barman check-backup pg-primary latest
            barman recover pg-primary latest /tmp/test-recovery --dry-run
            barman replication-status pg-primary
            barman check pg-primary | grep -i wal
            barman check pg-primary | grep "archiver errors"
            """;

    @Test
    void theCrontabTakesBackupsAndRemovesThoseBehindTheWindow() throws IOException {
        setUpAsPrinted();
        archiveToIncoming();
        succeed("barman receive-wal --create-slot pg-primary");
        cron("barman cron");
        archiveSomething();
        postgres.run("create table orders as select generate_series(1, 100) id");
        Path table = Path.of(postgres.ask("select pg_relation_filepath('orders')"));

        cron("barman backup");
        succeed("barman backup pg-primary");
        postgres.run("insert into orders values (101)");
        String third = succeed("barman backup pg-primary");

        assertThat(third).containsPattern("Actual size on disk: .* \\(-9\\d\\.\\d\\d% deduplication ratio\\)");
        List<String> ids = ids();
        assertThat(ids).hasSize(3);
        assertThat(inode(ids.get(0), Path.of("PG_VERSION"))).isEqualTo(inode(ids.get(2), Path.of("PG_VERSION")));
        assertThat(inode(ids.get(1), table)).isEqualTo(inode(ids.get(2), table));
        assertThat(inode(ids.get(0), table)).isNotEqualTo(inode(ids.get(1), table));
        monitor(ids.get(0));

        age(ids.get(2), 40);
        age(ids.get(1), 20);
        cron("barman cron");
        Eventually.holds("the backup behind the window is gone", () -> ids().size() == 2);
        assertThat(ids()).isEqualTo(ids.subList(0, 2));
        assertThat(here("/var/lib/barman/pg-primary/base/" + ids.get(2))).doesNotExist();
        assertThat(type("barman delete pg-primary " + ids.get(1)))
                .warnsOf(
                        "No backup strategy set for server 'pg-primary' (using default 'concurrent_backup').",
                        "Skipping delete of backup " + ids.get(1) + " for server pg-primary due to minimum redundancy"
                                + " requirements (minimum redundancy = 2, current redundancy = 2)");
        keep("RECOVERY WINDOW OF 7 DAYS");
        keep("REDUNDANCY 5");
    }

    /** Runs what a line of the crontab says, as cron does: with a bare shell that knows hardly anything. */
    private void cron(String command) {
        String line = CRONTAB.lines()
                .filter(each -> each.contains("/usr/bin/" + command))
                .findFirst()
                .orElseThrow();
        assertThat(line).matches("\\d \\S+ \\* \\* \\* .*");
        succeed("exec env -i HOME=$HOME TZ=$TZ JAVA_HOME=$JAVA_HOME SHELL=/bin/sh PATH=/usr/bin:/bin /bin/sh -c '"
                + line.split(" ", 6)[5] + "'");
    }

    private void monitor(String latest) {
        for (String line : MONITORING.lines().toList()) {
            assertThat(succeed(line).isEmpty()).as(line).isEqualTo(line.contains("check-backup"));
        }
        assertThat(succeed("barman status pg-primary"))
                .contains("Minimum redundancy requirements: satisfied (3/2)", "retention: RECOVERY WINDOW OF 14 DAYS");
        assertThat(succeed("barman diagnose | grep -A 20 \"pg-primary\"")).contains("\"" + latest + "\": {");
        assertThat(succeed("barman replication-status pg-primary")).contains("Application name: barman_receive_wal");
        assertThat(succeed("barman check pg-primary")).doesNotContain("FAILED");
        assertThat(here("/tmp/test-recovery")).doesNotExist();
    }

    private List<String> ids() {
        return succeed("barman list-backup --minimal pg-primary").lines().toList();
    }

    private Object inode(String id, Path file) throws IOException {
        return Files.getAttribute(
                here("/var/lib/barman/pg-primary/base/" + id + "/data").resolve(file), "unix:ino");
    }

    /** Makes a backup older, going by what it says of itself. */
    private void age(String id, int days) {
        String info = "/var/lib/barman/pg-primary/meta/" + id + "-backup.info";
        succeed("sed -i \"s/^\\(begin\\|end\\)_time=.*/\\1_time=$(date -d '-%d days' '+%%F %%T%%:z')/\" "
                        .formatted(days)
                + info);
    }

    private void keep(String policy) {
        succeed("sed -i 's/^retention_policy = .*/retention_policy = " + policy + "/' /etc/barman.d/pg-primary.conf");
        assertThat(type("barman check pg-primary").out()).contains("retention policy settings: OK\n");
        assertThat(succeed("barman status pg-primary")).contains("retention: " + policy);
    }
}
