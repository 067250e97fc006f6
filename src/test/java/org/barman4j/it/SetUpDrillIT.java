package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** The set-up of a guide, from the ssh key to the first backups, and what the guide prints as answers. */
class SetUpDrillIT extends DrillTest {
    /** Without those of the line that contradicts itself, {@code OK (have 0 backups, expected at least 1)}. */
    private static final String CHECKS =
            """
            PostgreSQL: OK
            superuser or standard user with backup privileges: OK
            PostgreSQL streaming: OK
            wal_level: OK
            replication slot: OK
            directories: OK
            retention policy settings: OK
            backup maximum age: OK (no last_backup_maximum_age provided)
            compression settings: OK
            failed backups: OK (there are 0 failed backups)
            pg_basebackup: OK
            pg_basebackup compatible: OK
            pg_basebackup supports tablespaces mapping: OK
            systemid coherence: OK
            pg_receivexlog: OK
            pg_receivexlog compatible: OK
            receive-wal running: OK
            archiver errors: OK
            """;

    private static final List<String> FACTS = List.of(
            "Server Name",
            "System Id",
            "Status",
            "PostgreSQL Version",
            "PGDATA directory",
            "Timeline",
            "Begin WAL",
            "End WAL",
            "Begin time",
            "End time",
            "Begin LSN",
            "End LSN",
            "Disk usage");

    @Test
    void theSetUpOfTheGuidePassesItsCheckWhenWalGoesToTheRightPlace() {
        succeed("ssh-keygen -t rsa -b 4096 -N \"\" -f ~/.ssh/id_rsa");
        sshd.write("authorized_keys", SmallHome.read(here("/home/barman/.ssh/id_rsa.pub")));
        assertThat(succeed("ssh postgres@postgres-primary \"psql -U postgres -c 'SELECT version();'\""))
                .contains(" PostgreSQL 1");
        setUpAsPrinted();
        receive();
        assertThat(succeed("ps aux | grep \"barman receive-wal\"").lines())
                .anyMatch(line -> line.endsWith("/usr/bin/barman receive-wal pg-primary"));

        assertThat(type("barman switch-wal --force --archive pg-primary"))
                .isRefusedWith("Barman switch-wal --force requires superuser rights or the 'pg_checkpoint' role");
        postgres.run("grant pg_checkpoint to barman");
        succeed("barman switch-wal --force --archive pg-primary");
        Eventually.holds(
                "PostgreSQL has archived WAL", () -> !postgres.ask("select last_archived_wal from pg_stat_archiver")
                        .isEmpty());
        Answer asPrinted = type("barman check pg-primary");
        assertThat(asPrinted.out())
                .contains("ssh: OK (PostgreSQL server)\n", "receive-wal running: OK\n")
                .contains(
                        "minimum redundancy requirements: FAILED (have 0 non-incremental backups, expected at least 2)")
                .contains("WAL directory: FAILED (");
        assertThat(asPrinted.err())
                .contains("Set archive_command in PostgreSQL to", "then move these files to " + incoming());

        archiveToIncoming();
        succeed("barman backup pg-primary");
        succeed("barman backup pg-primary");
        assertThat(succeed("barman check pg-primary"))
                .contains("minimum redundancy requirements: OK (have 2 non-incremental backups, expected at least 2)")
                .doesNotContain("FAILED");
        assertThat(succeed("barman list-server")).isEqualTo("pg-primary - PostgreSQL Primary Server\n");
    }

    private Path incoming() {
        return here("/var/lib/barman/pg-primary/incoming");
    }

    @Test
    void aBackupOverTheReplicationProtocolIsToldAsPrinted() {
        setUpAsPrinted();
        succeed("sed -i 's/^backup_method = .*/backup_method = postgres/' /etc/barman.d/pg-primary.conf");
        succeed("sed -i 's/^reuse_backup = .*//' /home/barman/.barman.conf"); // it is for rsync, and refused here
        archiveToIncoming();
        receive();

        String told = succeed("barman backup pg-primary");

        assertThat(told.lines().toList())
                .as(told)
                .contains("Finalising the backup.")
                .anySatisfy(line -> assertThat(line)
                        .matches("Starting backup using postgres method for server pg-primary in "
                                + here("/var/lib/barman/pg-primary/base/") + "/?\\d{8}T\\d{6}"))
                .anySatisfy(line -> assertThat(line)
                        .matches("Backup start at LSN: 0/\\w+ \\(00000001[0-9A-F]{16}, 000000[0-9A-F]{2}\\)"))
                .anySatisfy(
                        line -> assertThat(line).matches("Starting backup copy via pg_basebackup for \\d{8}T\\d{6}"))
                .anySatisfy(line -> assertThat(line).matches("Copy done \\(time: .* seconds?\\)"))
                .anySatisfy(line -> assertThat(line).matches("Backup size: [0-9.]+ MiB"))
                .anySatisfy(line ->
                        assertThat(line).matches("Backup end at LSN: 0/\\w+ \\(00000001[0-9A-F]{16}, 00[0-9A-F]{6}\\)"))
                .anySatisfy(line -> assertThat(line)
                        .matches("Backup completed \\(start time: [-0-9]{10} [0-9:.]+, elapsed time: .* seconds?\\)"));
        succeed("barman backup pg-primary");
        assertThat(succeed("barman check pg-primary").lines().map(String::strip))
                .containsSubsequence(CHECKS.lines().toList());
        String listed = succeed("barman list-backup pg-primary");
        assertThat(listed.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .matches("pg-primary \\d{8}T\\d{6} - F - \\w{3} \\w{3} [ \\d]\\d [0-9:]{8} \\d{4}"
                        + " - Size: [0-9.]+ MiB - WAL Size: [0-9.]+ [KM]?i?B"));
        String id = listed.split(" ", -1)[1];
        String shown = succeed("barman show-backup pg-primary " + id);
        assertThat(shown)
                .startsWith("Backup " + id + ":\n")
                .contains("  Base backup information:\n", "  WAL information:\n");
        assertThat(FACTS).allSatisfy(fact -> assertThat(shown).containsPattern("(?m)^ {2,4}" + fact + " +: \\S"));
        assertThat(succeed("barman show-backup pg-primary latest")).isEqualTo(shown);
    }
}
