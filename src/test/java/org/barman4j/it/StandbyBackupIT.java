package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.barman4j.testing.Eventually;
import org.barman4j.testing.OwnPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of a standby, which can't end by itself the WAL file that they end in. */
class StandbyBackupIT extends BackupTest {
    @ParameterizedTest
    @ValueSource(strings = {"local-rsync", "postgres"})
    void thePrimarySwitchesWal(String method) {
        try (OwnPostgres standby = postgres.copyTo(directory.resolve("standby"))) {
            standby.configure(
                    "archive_mode = always",
                    "primary_conninfo = 'host=127.0.0.1 port=" + postgres.port() + " user=postgres'");
            standby.standBy();
            standby.start();
            Eventually.holds("the standby follows", () -> postgres.ask("select count(*) from pg_stat_replication")
                    .equals("1"));
            serve(
                    method,
                    "primary_conninfo = host=127.0.0.1 port=" + postgres.port() + " user=postgres dbname=postgres");
            String primary = "port=" + postgres.port();
            home.replace(
                    home.serverConfig(),
                    "\nconninfo = host=127.0.0.1 " + primary,
                    "\nconninfo = host=127.0.0.1 port=" + standby.port());
            home.replace(
                    home.serverConfig(),
                    "streaming_conninfo = host=127.0.0.1 " + primary,
                    "streaming_conninfo = host=127.0.0.1 port=" + standby.port());

            String id = backup("");

            assertThat(field(id, "pgdata")).isEqualTo(standby.data().toString());
            assertThat(field(id, "backup_label")).contains("BACKUP FROM: standby");
            try (OwnPostgres restored = restore(id)) {
                assertThat(restored.ask("select count(*) from ledger")).isEqualTo("5000");
                restored.check();
            }
        }
    }
}
