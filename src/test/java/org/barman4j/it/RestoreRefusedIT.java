package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.ScriptedBarmanHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(strings = {"here", "there"})
    void aTablespaceThatDoesNotFitIsNotBegun(String where) {
        makeTablespace("space", "space");
        postgres.run(
                "create table large tablespace space as select n, repeat(md5(n::text), 30) from generate_series(1, 20000) n");
        serve("rsync");
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
