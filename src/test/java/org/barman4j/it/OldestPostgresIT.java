package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PostgreSQL 9.6, the oldest that is supported, where WAL had another name. */
class OldestPostgresIT extends OlderPostgresTest {
    OldestPostgresIT() {
        super("9.6.");
    }

    @Override
    protected String[] settings() {
        return new String[] {"wal_level = replica"};
    }

    @ParameterizedTest
    @CsvSource({
        "local-rsync, concurrent, rsync-concurrent",
        "rsync, exclusive, rsync-exclusive",
        "postgres, concurrent, postgres"
    })
    void itComesBackWithAllRows(String method, String backupMode, String mode) throws IOException {
        String access = "host replication all 127.0.0.1/32 trust\n"; // which initdb has left out
        Files.writeString(postgres.data().resolve("pg_hba.conf"), access, StandardOpenOption.APPEND);
        postgres.run("select pg_reload_conf()");
        serve(method, "backup_options = " + backupMode + "_backup");
        postgres.run(
                "create function pg_switch_wal() returns pg_lsn language sql as 'select pg_switch_xlog()'",
                "create function pg_walfile_name(pg_lsn) returns text language sql as 'select pg_xlogfile_name($1)'");

        String id = backup("");
        enter(10001, "after the backup");
        archiveTheRest();

        assertThat(field(id, "mode")).isEqualTo(mode);
        try (OwnPostgres restored = restored("", id)) {
            assertThat(restored.ask(Ledger.SUM))
                    .isEqualTo(postgres.ask(Ledger.SUM))
                    .startsWith("5001 ");
        }
    }
}
