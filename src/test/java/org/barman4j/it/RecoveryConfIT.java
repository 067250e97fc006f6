package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** A PostgreSQL 10, which learns from {@code recovery.conf} how to recover. */
class RecoveryConfIT extends OlderPostgresTest {
    private static final String ENTRIES =
            "select string_agg(entry::text, ' ' order by entry) from ledger where entry > 10000";

    RecoveryConfIT() {
        super("10.");
    }

    @Test
    void everyTargetIsMetExactly() {
        serve("local-rsync", "compression = gzip");
        String id = backup("");
        String time = enter(10001, "first");
        String xid = postgres.ask("with new as (insert into ledger values (10002, 'second') returning 1)"
                + " select txid_current() from new");
        postgres.ask("select pg_create_restore_point('it''s here')");
        enter(10003, "third");
        String position = postgres.ask("select pg_current_wal_insert_lsn()");
        enter(10004, "fourth");
        archiveTheRest();

        expect("", id, List.of("--target-immediate"));
        expect("10001", id, List.of("--target-time", time));
        expect("10001", id, List.of("--target-xid", xid, "--exclusive"));
        expect("10001 10002", id, List.of("--target-name", "it's here"));
        expect("10001 10002 10003", id, List.of("--target-lsn", position));
        expect("10001 10002 10003 10004", id, List.of("--target-tli", "latest"));
    }

    private void expect(String entries, String id, List<String> target) {
        Path place = place();
        Answer answer = call("restore")
                .words(target)
                .words(target.contains("--target-tli") ? List.of() : List.of("--target-action", "promote"))
                .words(List.of("main", id, place.resolve("data").toString()))
                .run();

        assertThat(answer).succeeds();
        assertThat(place.resolve("data/recovery.conf")).exists();
        assertThat(place.resolve("data/recovery.signal")).doesNotExist();
        assertThat(SmallHome.read(place.resolve("data/postgresql.auto.conf"))).doesNotContain("recovery_target");
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(ENTRIES)).as("%s", target).isEqualTo(entries);
            assertThat(place.resolve("data/recovery.done")).exists();
        }
    }

    @Test
    void aStandbyFollowsThePrimaryUntilItIsPromoted() {
        serve("local-rsync");
        String id = backup("");
        enter(10001, "before");
        archiveTheRest();
        Path place = place();

        assertThat(restoring(place, "--standby-mode", id)).succeeds();

        assertThat(SmallHome.read(place.resolve("data/recovery.conf"))).contains("standby_mode = 'on'\n");
        try (OwnPostgres standby = OwnPostgres.restored(place, programs())) {
            standby.configure("archive_mode = off");
            standby.follow();
            standby.start();
            assertThat(standby.ask("select pg_is_in_recovery()")).isEqualTo("t");
            assertThat(standby.ask(ENTRIES)).isEqualTo("10001");

            standby.promote();

            standby.run("insert into ledger values (10002, 'on its own')");
            assertThat(standby.ask(ENTRIES)).isEqualTo("10001 10002");
        }
    }
}
