package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.ScriptedBarmanHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that a backup can't be restored to, here and through ssh. */
class RestoreRefusedIT extends RestoreTest {
    private Answer restoring(String where, Path place, List<String> options, String id) {
        List<String> words = new ArrayList<>(options);
        if (where.equals("there")) {
            words.addAll(List.of("--remote-ssh-command", sshd().sshCommand()));
        }
        words.addAll(List.of("main", id, place.resolve("data").toString()));
        return call("restore").words(words).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "there"})
    void aServerThatRunsThereIsLeftAlone(String where) {
        serve("rsync");
        String id = backup("");
        enter(10001, "behind the backup");
        archiveTheRest();
        Path place = place();
        assertThat(restoring(where, place, List.of(), id)).succeeds();

        try (OwnPostgres restored = start(place)) {
            restored.run("insert into ledger values (20001, 'of the one that runs')");
            String sum = restored.ask(Ledger.SUM);

            Answer answer = restoring(where, place, List.of("--delta-restore"), id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err())
                    .contains("a PostgreSQL server is running in '" + place.resolve("data") + "' (process ");
            restored.run("checkpoint");
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(sum);
            assertThat(place.resolve("data/barman_restore_unfinished")).doesNotExist();
            restored.check();
        }
        assertThat(restoring(where, place, List.of("--delta-restore"), id))
                .as("a postmaster.pid that was left behind")
                .succeeds();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "there"})
    void whatDoesNotFitIsNotBegun(String where) throws Exception {
        serve("rsync");
        String id = backup("");
        Path place = place();
        home.makeDirectory(place);
        try (Mount small = new Mount(place, "8m")) {
            for (List<String> options : List.of(List.of("--dry-run"), List.<String>of())) {
                Answer answer = restoring(where, place, options, id);

                assertThat(answer).isClear().hasStatus(1);
                assertThat(answer.err())
                        .contains("there is no room in '" + place.resolve("data") + "': the restore takes ")
                        .contains("and 8.0 MiB are free");
                assertThat(place).isEmptyDirectory();
            }
            small.resize("300m");
            assertThat(restoring(where, place, List.of(), id)).succeeds();
        }
    }

    @Test
    void walTakesRoomToo() {
        serve("rsync");
        String id = backup("");
        for (int entry = 20001; entry < 20065; entry++) {
            enter(entry, "in a segment of its own");
            postgres.run("select pg_switch_wal()");
        }
        archiveTheRest();
        Path place = place();
        home.makeDirectory(place);
        try (Mount small = new Mount(place, "80m")) {
            Answer answer = restoring("here", place, List.of(), id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("there is no room in '" + place.resolve("data") + "'");
            assertThat(restoring("here", place, List.of("--get-wal"), id)).succeeds();
        }
    }

    @ParameterizedTest
    @CsvSource({"here, rsync", "there, rsync", "here, gzip"})
    void aTablespaceThatDoesNotFitIsNotBegun(String where, String kind) {
        makeTablespace("space", "space");
        postgres.run(
                "create table large tablespace space as select n, repeat(md5(n::text), 30) from generate_series(1, 20000) n");
        if (kind.equals("gzip")) {
            serve("postgres", "backup_compression = gzip");
        } else {
            serve("rsync");
        }
        String id = backup("");
        archiveTheRest();
        Path place = place();
        Path elsewhere = place();
        home.makeDirectory(elsewhere);
        try (Mount small = new Mount(elsewhere, "16m")) {
            List<String> options = List.of("--tablespace", "space:" + elsewhere.resolve("space"));
            Answer answer = restoring(where, place, options, id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err())
                    .contains("there is no room in '" + elsewhere.resolve("space") + "': the restore takes 19.")
                    .contains("and 16.0 MiB are free");
            assertThat(place).doesNotExist();
            small.resize("64m");
            assertThat(restoring(where, place, options, id)).succeeds();
        }
    }

    @Test
    void whatIsPutTogetherHereNeedsRoomHere() {
        serve("postgres", "backup_compression = gzip");
        String id = backup("");
        archiveTheRest();
        Path place = place();
        Path staging = place();
        home.makeDirectory(staging);
        try (Mount small = new Mount(staging, "8m")) {
            List<String> options = List.of("--staging-location", "local", "--staging-path", staging.toString());
            Answer answer = restoring("there", place, options, id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("there is no room in '" + staging + "'", "and 8.0 MiB are free");
            assertThat(place).doesNotExist();
            small.resize("300m");
            assertThat(restoring("there", place, options, id)).succeeds();
        }
        Path file = staging.resolve("file");
        home.write(file, "in the way");
        assertThat(restoring("here", place(), List.of("--dry-run", "--staging-path", file + "/x"), id))
                .isRefusedWith("one can't write to '" + file + "/x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "there"})
    void whatTheServerWouldRemoveIsNoPlaceForWal(String where) throws Exception {
        serve("rsync");
        String id = backup("");
        archiveTheRest();
        Path foreign = directory.resolve("foreign");
        home.write(foreign.resolve("file"), "precious");
        Path place = place();
        List<String> dangerous = new ArrayList<>(
                List.of("relative", foreign.toString(), place + "/data", place + "/data/base", place.toString()));
        if (where.equals("here")) {
            dangerous.add(home.wals().toString());
            dangerous.add(home.root().resolve("main/wals/new").toString());
        }
        for (String wal : dangerous) {
            Answer answer = restoring(where, place, List.of("--target-immediate", "--staging-wal-directory", wal), id);

            assertThat(answer).as(wal).isClear().hasStatus(1);
            assertThat(place.resolve("data")).as(wal).doesNotExist();
        }
        assertThat(foreign.resolve("file")).hasContent("precious");
        assertThat(restoring(
                        where, place, List.of("--target-immediate", "--staging-wal-directory", place + "/wal"), id))
                .succeeds();
    }

    @Test
    void directoriesMayNotLieInEachOther() {
        makeTablespace("one", "one");
        Path two = directory.resolve("two");
        home.makeDirectory(two);
        PostgresFixture.own(two);
        postgres.run("create tablespace two location '" + two + "'");
        serve("rsync");
        String id = backup("");
        Path place = place();
        for (List<String> pair : List.of(
                List.of(place + "/same", place + "/same"),
                List.of(place + "/a", place + "/a/b"),
                List.of(place + "/a/b", place + "/a"),
                List.of(place + "/data", place + "/two"),
                List.of(place.toString(), directory + "/elsewhere"))) {
            Answer answer = restoring(
                    "here",
                    place,
                    List.of("--tablespace", "one:" + pair.get(0), "--tablespace", "two:" + pair.get(1)),
                    id);

            assertThat(answer).as(pair.toString()).isClear().hasStatus(1);
            assertThat(answer.err()).as(pair.toString()).contains("would lie in each other");
            assertThat(place).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "there"})
    void aDeltaRestoreIsForClustersOnly(String where) {
        serve("rsync");
        String id = backup("");
        Path place = place();
        home.write(place.resolve("data/stuff/precious"), "kept");

        Answer answer = restoring(where, place, List.of("--delta-restore"), id);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("does not look like a PostgreSQL data directory");
        assertThat(place.resolve("data/stuff/precious")).hasContent("kept");
    }

    @ParameterizedTest
    @CsvSource({
        "--target-xid, abc, is no transaction id",
        "--target-xid, -5, is no transaction id",
        "--target-xid, '', --target-xid is empty",
        "--target-time, '', --target-time is empty",
        "--target-time, 2030-01-01 10:00:00 PST, abbreviations of time zones",
        "--target-name, '', --target-name is empty",
        "--target-name, 1234567890123456789012345678901234567890123456789012345678901234, can't be the name"
    })
    void whatIsNoTargetIsNotTaken(String option, String value, String reason) {
        serve("local-rsync");
        String id = backup("");
        Path place = place();

        Answer answer = restoring("here", place, List.of(option, value), id);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains(reason);
        assertThat(place).doesNotExist();
    }

    @Test
    void aDeltaRestoreThatWasKilledIsFinishedWithItsWalApart() throws Exception {
        String slow = "bandwidth_limit = 1000";
        serve("rsync", slow);
        String id = backup("");
        archiveTheRest();
        Path place = place();
        Path wal = place.resolve("wal");
        List<String> options =
                List.of("--delta-restore", "--target-immediate", "--staging-wal-directory", wal.toString());
        List<String> words = new ArrayList<>(List.of("restore"));
        words.addAll(options);
        words.addAll(List.of("main", id, place.resolve("data").toString()));
        Process first = Installation.shared().barman(home.words(words)).start();
        Eventually.holds("it is at work", () -> Files.exists(place.resolve("data/barman_restore_unfinished")));
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly().waitFor();
        home.write(wal.resolve("000000010000000000000001"), "what it had brought already");
        home.replace(home.serverConfig(), slow, "");

        assertThat(restoring("here", place, options, id)).succeeds();

        assertThat(place.resolve("data/barman_restore_unfinished")).doesNotExist();
        assertThat(place.resolve("data/global/pg_control")).exists();
    }

    @Test
    void whatHasBeenDeletedInPartIsNoBackup() {
        serve("local-rsync");
        String older = backup("");
        String id = backup("");
        home.write(home.meta().resolve(id + "-delete_this"), "delete");
        Path place = place();

        for (List<String> options : List.of(List.of("--dry-run"), List.<String>of())) {
            Answer answer = restoring("here", place, options, id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("backup " + id + " of server main has been deleted in part");
            assertThat(place).doesNotExist();
        }
        assertThat(restoring("here", place, List.of(), "auto")).succeeds();
        assertThat(place.resolve("data/.barman-recover.info"))
                .content()
                .contains("begin_time=" + field(older, "begin_time"));
        assertThat(barman("cron")).succeeds();
        Eventually.holds("cron has removed the rest", () -> !Files.exists(home.base(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"here", "there"})
    void aPlaceThatIsBeingRestoredToIsTaken(String where) throws Exception {
        serve("rsync", "bandwidth_limit = 1000", "parallel_jobs = 1");
        String id = backup("");
        Path place = place();
        List<String> words = new ArrayList<>(List.of("restore"));
        if (where.equals("there")) {
            words.addAll(List.of("--remote-ssh-command", sshd().sshCommand()));
        }
        words.addAll(List.of("main", id, place.resolve("data").toString()));
        Process first = Installation.shared().barman(home.words(words)).start();
        try {
            Eventually.holds("it is at work", () -> Files.exists(place.resolve("data/barman_restore_unfinished")));

            Answer answer = restoring(where, place, List.of(), id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err())
                    .contains("another restore to '" + place.resolve("data") + "' is at work (process " + first.pid());
            Eventually.holds("it ends", () -> !first.isAlive());
            assertThat(first.exitValue()).isZero();
        } finally {
            first.destroy();
        }
        try (OwnPostgres restored = start(place)) {
            restored.check();
        }
    }

    /** A small file system, where one may mount one. */
    private record Mount(Path place, String size) implements AutoCloseable {
        Mount {
            Answer mounted = ProgramCall.of(Path.of("/usr/bin/env"))
                    .words(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString()))
                    .run();
            assumeThat(mounted.status()).as("may mount: " + mounted.err()).isZero();
        }

        void resize(String larger) {
            PostgresFixture.run(List.of("mount", "-o", "remount,size=" + larger, place.toString()));
        }

        @Override
        public void close() {
            PostgresFixture.run(List.of("umount", "-l", place.toString()));
        }
    }

    @Test
    void aHostWithoutRsyncIsNamed() throws Exception {
        serve("rsync");
        String id = backup("");
        Path few = Files.createDirectory(directory.resolve("few"));
        for (String program : List.of("sh", "ls", "df", "tail", "head", "dirname", "find", "mkdir", "rm", "sync")) {
            ScriptedBarmanHost.program(few.resolve(program), "#!/bin/sh\nexec /bin/" + program + " \"$@\"\n");
        }
        sshd().stop();
        sshd().run("SetEnv HOME=%s PATH=%s".formatted(directory, few));
        Path place = place();

        for (List<String> options : List.of(List.of("--dry-run"), List.<String>of())) {
            Answer answer = restoring("there", place, options, id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("the program rsync is not installed on the host to restore to");
            assertThat(place).doesNotExist();
        }
        sshd().stop();
        sshd().run("SetEnv HOME=%s PATH=%s:/usr/bin:/bin".formatted(directory, few));
        assertThat(restoring("there", place, List.of(), id)).succeeds();
    }
}
