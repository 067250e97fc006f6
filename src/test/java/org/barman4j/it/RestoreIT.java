package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.io.PathText;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of every kind, restored: PostgreSQL starts, has every row and nothing more, and finds nothing wrong. */
class RestoreIT extends RestoreTest {
    @ParameterizedTest
    @CsvSource({
        "local-rsync, , ",
        "postgres, , ",
        "postgres, gzip, client",
        "postgres, lz4, server",
        "postgres, zstd, client",
        "postgres, none, "
    })
    void everyKindComesBackWhole(String method, String compression, String location) {
        makeTablespace("space", "space = x");
        List<String> lines = new ArrayList<>(List.of("compression = gzip", "parallel_jobs = 2"));
        if (compression != null) {
            lines.addAll(List.of("backup_compression = " + compression, "backup_compression_format = tar"));
        }
        if (location != null) {
            lines.add("backup_compression_location = " + location);
        }
        serve(method, lines.toArray(new String[0]));
        String id = backup("");
        enter(100000, "behind the backup");
        archiveTheRest();
        Path space = directory.resolve("elsewhere/new");
        Path place = place();

        Answer answer = restoring(place, "--tablespace space:" + space, id);

        assertThat(answer).succeeds();
        assertThat(answer.out())
                .contains("Starting local restore for server main using backup " + id + "\n")
                .contains(", space, " + space + "\n")
                .contains("postgresql.conf line ", ": archive_command = false\n")
                .endsWith("Your PostgreSQL server has been successfully prepared for recovery!\n");
        assertThat(place.resolve("data/barman_restore_unfinished")).doesNotExist();
        PostgresFixture.own(space);
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            assertThat(restored.ask("select count(*) from spaced")).isEqualTo("1000");
            assertThat(restored.ask("select pg_tablespace_location(oid) from pg_tablespace where spcname = 'space'"))
                    .isEqualTo(space.toString());
            restored.check();
        }
    }

    @Test
    void everyTargetIsMetExactly() {
        serve("local-rsync");
        String id = backup("");
        String first = enter(10001, "first");
        String xid = postgres.ask("with new as (insert into ledger values (10002, 'second') returning 1)"
                + " select pg_current_xact_id()::xid from new");
        String name = postgres.ask("select pg_create_restore_point('it''s here')");
        String lsn = postgres.ask("select pg_current_wal_insert_lsn()");
        enter(10003, "third");
        archiveTheRest();
        String upTo = "select string_agg(entry::text, ' ' order by entry) from ledger where entry > 10000";

        assertThat(name).isNotEmpty();
        Path place = place();
        assertThat(call("restore")
                        .words(List.of("--target-name", "it's here", "--target-action", "promote", "main", id))
                        .words(List.of(place.resolve("data").toString()))
                        .run())
                .succeeds();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(upTo)).isEqualTo("10001 10002");
        }
        expect("--target-time '" + first + "' --target-action promote", id, upTo, "10001");
        expect("--target-xid " + xid + " --target-action promote", id, upTo, "10001 10002");
        expect("--target-xid " + xid + " --exclusive --target-action promote", id, upTo, "10001");
        expect("--target-lsn " + lsn + " --target-action promote", "auto", upTo, "10001 10002");
        expect("--target-immediate --target-action promote", id, upTo, "");
        expect("--target-tli current", id, upTo, "10001 10002 10003");
    }

    private void expect(String options, String id, String query, String answer) {
        try (OwnPostgres restored = restoredQuoted(options, id)) {
            assertThat(restored.ask(query)).as(options).isEqualTo(answer);
        }
    }

    /** Options in which something stands in quotes. */
    private OwnPostgres restoredQuoted(String options, String id) {
        Path place = place();
        List<String> words = new ArrayList<>();
        for (String part : options.split(" (?=--)", -1)) {
            int blank = part.indexOf(' ');
            words.add(blank < 0 ? part : part.substring(0, blank));
            if (blank >= 0) {
                words.add(part.substring(blank + 1).replace("'", ""));
            }
        }
        words.addAll(List.of("main", id, place.resolve("data").toString()));
        assertThat(call("restore").words(words).run()).succeeds();
        return start(place);
    }

    @Test
    void anotherHostIsServedThroughSsh() {
        makeTablespace("space", "space = x");
        serve("rsync", "parallel_jobs = 2", "compression = zstd");
        String id = backup("");
        String moment = enter(10001, "before");
        enter(10002, "behind");
        archiveTheRest();
        Path place = place();
        Path space = directory.resolve("remote space");

        Answer answer = call("restore")
                .words(List.of(
                        "--remote-ssh-command",
                        sshd().sshCommand(),
                        "--tablespace",
                        "space:" + space,
                        "--target-time",
                        moment,
                        "--target-action",
                        "promote",
                        "main",
                        id,
                        place.resolve("data").toString()))
                .run();

        assertThat(answer).succeeds();
        assertThat(answer.out()).contains("Starting remote restore for server main using backup " + id);
        PostgresFixture.own(space);
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask("select string_agg(entry::text, ' ') from ledger where entry > 10000"))
                    .isEqualTo("10001");
            assertThat(restored.ask("select count(*) from spaced")).isEqualTo("1000");
            restored.check();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "postgres, , ",
        "postgres, backup_compression_format = tar, ",
        "local-rsync, , ",
        "rsync, , --remote-ssh-command"
    })
    void namesThatAreNotUtf8ComeBackAsTheyWere(String method, String format, String remote) {
        home.write(postgres.data().resolve(PathText.path("latin\udce9")), "one");
        home.write(postgres.data().resolve(PathText.path("odd\udce9/latin\udce8")), "two");
        PostgresFixture.own(postgres.data());
        serve(method, format == null ? "" : "backup_compression = gzip\n" + format);
        String id = backup("");
        Path data = place().resolve("data");
        List<String> words = new ArrayList<>();
        if (remote != null) {
            words.addAll(List.of(remote, sshd().sshCommand()));
        }
        words.addAll(List.of("main", id, data.toString()));

        assertThat(call("restore").words(words).run()).succeeds();

        assertThat(data.resolve(PathText.path("latin\udce9"))).hasContent("one");
        assertThat(data.resolve(PathText.path("odd\udce9/latin\udce8"))).hasContent("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--remote-ssh-command"})
    void aDeltaRestoreMakesWhatIsThereTheSame(String remote) throws Exception {
        serve("rsync", "parallel_jobs = 2");
        String id = backup("");
        Path place = place();
        assertThat(restoring(place, "", id)).succeeds();
        try (OwnPostgres restored = start(place)) {
            restored.run("delete from ledger", "create table more as select 1");
        }
        Files.writeString(place.resolve("data/stray"), "x");
        enter(10001, "behind");
        archiveTheRest();
        List<String> words = new ArrayList<>(List.of("--delta-restore"));
        if (!remote.isEmpty()) {
            words.addAll(List.of(remote, sshd().sshCommand()));
        }
        words.addAll(List.of("main", id, place.resolve("data").toString()));

        Answer answer = call("restore").words(words).run();

        assertThat(answer).succeeds();
        assertThat(answer.out()).contains("Using safe horizon time for smart rsync copy: ");
        assertThat(place.resolve("data/stray")).doesNotExist();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            restored.check();
        }
    }

    @Test
    void aServerThatWasPromotedIsFollowed() {
        serve("local-rsync");
        String id = backup("");
        enter(10001, "before");
        archiveTheRest();
        Path incoming = home.root().resolve("main/incoming");
        Path place = place();
        assertThat(restoring(place, "--target-tli current --target-immediate --target-action promote", id))
                .succeeds();
        try (OwnPostgres promoted = OwnPostgres.restored(place, programs())) {
            promoted.configure(
                    "archive_command = 'cp %p " + incoming + "/.%f && mv " + incoming + "/.%f " + incoming + "/%f'");
            promoted.start();
            promoted.run("insert into ledger values (20001, 'on timeline 2')", "select pg_switch_wal()");
            org.barman4j.testing.Eventually.holds("timeline 2 is archived", () -> {
                barman("archive-wal main");
                return promoted.ask("select last_archived_wal from pg_stat_archiver")
                                .startsWith("00000002000000")
                        && Files.exists(home.wals().resolve("00000002.history"));
            });
        }
        postgres.run("select pg_create_restore_point('of the old one')");
        archiveTheRest();
        assertThat(restoring(place(), "--dry-run --target-name nowhere", id).err())
                .contains("has no restore point");
        assertThat(call("restore --dry-run --target-name")
                        .words(List.of("of the old one", "main", id, place().toString()))
                        .run()
                        .err())
                .contains(
                        "restore point 'of the old one' is on timeline 1, to which recovery does not go",
                        "HINT: Add --target-tli 1.");
        assertThat(call("restore --dry-run --target-tli 1 --target-name")
                        .words(List.of("of the old one", "main", id, place().toString()))
                        .run())
                .succeeds();
        String entries = "select string_agg(entry::text, ' ' order by entry) from ledger where entry > 10000";

        assertThat(restoring(place(), "--dry-run --target-tli 3", id)).isClear().hasStatus(1);
        assertThat(restoring(place(), "--target-immediate", id).err()).contains("PostgreSQL pauses at the target");
        assertThat(restoring(place(), "--target-tli latest", id).err())
                .as("it goes on")
                .contains("When all is well")
                .doesNotContain("pauses");
        try (OwnPostgres followed = restored("--target-tli latest", id)) {
            assertThat(followed.ask(entries)).isEqualTo("20001");
        }
        try (OwnPostgres found = restored("--target-tli latest", "auto")) {
            assertThat(found.ask(entries)).as("no backup was taken on it").isEqualTo("20001");
        }
        Path left = place();
        assertThat(restoring(left, "--dry-run", id).err()).contains("The archive has WAL of timeline 2");
        Answer answer = restoring(left, "", id);
        assertThat(answer.err()).contains("The archive has WAL of timeline 2", "--target-tli latest");
        try (OwnPostgres stayed = start(left)) {
            assertThat(stayed.ask(entries)).isEqualTo("10001");
        }
    }
}
