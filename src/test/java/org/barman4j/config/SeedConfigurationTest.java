package org.barman4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.barman4j.testing.RecordingNotices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two files that guides print, a global one and one for a server, say what their comments say. */
class SeedConfigurationTest {
    @TempDir
    private Path directory;

    @Test
    void theFilesOfAGuideLoadAndShowWhatTheySay() throws IOException {
        Path servers = Files.createDirectories(directory.resolve("barman.d"));
        Path main = Files.writeString(
                directory.resolve("barman.conf"),
                """
                [barman]
                # Main directory for Barman
                barman_home = /var/lib/barman
                configuration_files_directory = %s

                # Log file location
                log_file = /var/log/barman/barman.log

                # Log level (DEBUG, INFO, WARNING, ERROR, CRITICAL)
                log_level = INFO

                # System user running Barman
                barman_user = barman

                # Lock directory
                barman_lock_directory = /var/run/barman

                # Compression
                compression = gzip

                # Retention policy (keep 7 days of backups)
                retention_policy = RECOVERY WINDOW OF 7 DAYS
                backup_method = rsync
                minimum_redundancy = 1
                reuse_backup = link
                parallel_jobs = 2
                """
                        .formatted(servers));
        Files.writeString(
                servers.resolve("pg-primary.conf"),
                """
                [pg-primary]
                # Description
                description = "PostgreSQL Primary Server"
                ssh_command = ssh postgres@postgres-primary
                conninfo = host=postgres-primary user=barman dbname=postgres port=5432
                backup_method = rsync
                backup_directory = /var/lib/barman/pg-primary
                archiver = on
                streaming_archiver = on
                slot_name = barman
                streaming_conninfo = host=postgres-primary user=streaming_barman dbname=postgres
                retention_policy = RECOVERY WINDOW OF 14 DAYS
                minimum_redundancy = 2
                # bandwidth_limit = 10
                parallel_jobs = 4
                path_prefix = /usr/lib/postgresql/15/bin
                """);
        RecordingNotices notices = new RecordingNotices();

        Configuration configuration =
                ConfigLoader.open(main.toString(), Map.of()).load(Map.of(), notices);
        ServerRules.Outcome outcome = ServerRules.apply(configuration.servers().get("pg-primary"));

        assertThat(notices.all()).isEmpty();
        assertThat(outcome.warnings())
                .containsExactly("No backup strategy set for server 'pg-primary' (using default 'concurrent_backup').");
        ServerConfig server = outcome.config();
        assertThat(server.isDisabled()).isFalse();
        assertThat(server.required(Options.DESCRIPTION)).isEqualTo("PostgreSQL Primary Server");
        assertThat(server.required(Options.COMPRESSION)).isEqualTo("gzip");
        assertThat(server.required(Options.RETENTION_POLICY)).isEqualTo("RECOVERY WINDOW OF 14 DAYS");
        assertThat(server.required(Options.MINIMUM_REDUNDANCY)).isEqualTo(2);
        assertThat(server.required(Options.PARALLEL_JOBS)).isEqualTo(4);
        assertThat(server.required(Options.REUSE_BACKUP)).isEqualTo("link");
        assertThat(server.path(Options.WALS_DIRECTORY)).isEqualTo(Path.of("/var/lib/barman/pg-primary/wals"));
        assertThat(server.get(Options.BANDWIDTH_LIMIT)).isEmpty();
        assertThat(configuration.global().lockDirectory()).isEqualTo("/var/run/barman");
        assertThat(configuration.global().log().file()).isEqualTo("/var/log/barman/barman.log");
    }
}
