package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.barman4j.lock.LockName;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.Keyring;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.LockHolder;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores that can't work, or that are disturbed. */
class RestoreTroubleIT extends RestoreTest {
    private static final int ROUNDS = 6;
    private static final long SEED = System.nanoTime();

    private final Random random = new Random(SEED);

    @Test
    void whatCantWorkIsRefusedBeforeAnythingIsCopied() throws Exception {
        serve("local-rsync");
        String id = backup("");
        String far = "2099-01-01 00:00:00+00:00";
        Path place = place();

        refused(place, id, "is after the last WAL that there is, which was written at ", "--target-time", far);
        refused(place, id, "is before the backup end time", "--target-time", "2001-01-01 00:00:00+00:00");
        String before = postgres.ask("select pg_walfile_name(pg_current_wal_lsn())");
        refused(place, id, "is after the last WAL that there is, which ends at ", "--target-lsn", "FF/0");
        assertThat(postgres.ask("select pg_walfile_name(pg_current_wal_lsn())"))
                .as("the server is left alone, which has not got there")
                .isEqualTo(before);
        refused(place, id, "is before the end of the backup", "--target-lsn", "0/10");
        refused(place, id, "timeline 7 can't be reached from this backup", "--target-tli", "7");
        refused(place, id, "Unable to parse the target time parameter 'soon'", "--target-time", "soon");
        refused(place, "auto", "Cannot find any candidate backup", "--target-time", "2001-01-01 00:00:00+00:00");
        refused(place, id, "Invalid tablespace name 'none'", "--tablespace", "none:/x");
        refused(place, id, "Can't enable recovery target action when PITR is not required", "--target-action", "pause");
        for (String name : List.of("", "global/pg_control", "../x.conf", "base", "pg_hba.conf", "backup_label")) {
            refused(
                    place,
                    id,
                    "'" + name + "' can't be the file with the recovery settings",
                    "--recovery-conf-filename",
                    name);
        }
        assertThat(call("restore --dry-run --tablespace none:/x --target-action pause")
                        .words(List.of("main", id, postgres.data().toString()))
                        .run()
                        .err())
                .as("all reasons at once")
                .contains(
                        "Invalid tablespace name 'none'",
                        "Can't enable recovery target action",
                        "a PostgreSQL server is running in");
        assertThat(place).doesNotExist();
        assertThat(barman("restore main " + id + " " + home.root().resolve("main/x")))
                .isRefusedWith("the destination '" + home.root().resolve("main/x") + "' is where Barman keeps server"
                        + " main (" + home.root().resolve("main") + ")");
        assertThat(barman("restore main " + id + " " + postgres.data())).hasStatus(1);
        Files.createDirectories(place.resolve("data"));
        Files.writeString(place.resolve("data/mine"), "x");
        Answer full = restoring(place, "", id);
        assertThat(full.err()).contains("'" + place.resolve("data") + "' is not empty");
        assertThat(place.resolve("data/mine")).hasContent("x");
    }

    private void refused(Path place, String id, String reason, String... options) {
        for (String dryRun : List.of("", "--dry-run")) {
            Answer answer = call(("restore " + dryRun).strip())
                    .words(List.of(options))
                    .words(List.of("main", id, place.resolve("data").toString()))
                    .run();
            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains(reason);
        }
    }

    /** PostgreSQL replays everything, finds nothing to stop at, and ends. */
    @Test
    void aTimeThatNoTransactionFollowsIsToldBeforehand() throws Exception {
        serve("local-rsync");
        String id = backup("");
        String last = enter(6001, "the last");
        archiveTheRest();

        Answer dryRun = barman("restore --dry-run --target-time", last, id);
        assertThat(dryRun).isClear().hasStatus(1);
        assertThat(dryRun.err()).contains("No transaction in the WAL that there is follows the requested target time ");
        assertThat(barman("restore --dry-run --get-wal --target-time", last, id))
                .hasStatus(1);
        assertThat(barman("restore --dry-run --standby-mode --target-time", last, id))
                .succeeds();

        Path place = place();
        Answer answer = restoreTo(place, last, id);
        assertThat(answer).succeeds();
        assertThat(answer.err())
                .contains("WARNING: No transaction in the WAL that there is follows the requested target time " + last)
                .contains("remove the line with recovery_target_time from postgresql.auto.conf");
        assertThatThrownBy(() -> start(place)).hasMessageContaining("before configured recovery target was reached");
        Path settings = place.resolve("data/postgresql.auto.conf");
        Files.write(
                settings,
                Files.readAllLines(settings).stream()
                        .filter(line -> !line.contains("recovery_target_time"))
                        .toList());
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask("select max(entry) from ledger")).isEqualTo("6001");
        }
    }

    @Test
    void aTransactionThatIsNotArchivedYetIsFetched() {
        serve("local-rsync");
        String id = backup("");
        String last = enter(6001, "the last");
        archiveTheRest();
        enter(6002, "too late");
        Path place = place();

        Answer answer = restoreTo(place, last, id);

        assertThat(answer).succeeds();
        assertThat(answer.err()).contains("has been told to close the WAL file").doesNotContain("WARNING");
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask("select max(entry) from ledger")).isEqualTo("6001");
        }
    }

    private Answer restoreTo(Path place, String time, String id) {
        return call("restore --target-action promote --target-time")
                .words(List.of(time, "main", id, place.resolve("data").toString()))
                .run();
    }

    private Answer barman(String options, String target, String id) {
        return call(options)
                .words(List.of(target, "main", id, place().resolve("data").toString()))
                .run();
    }

    /** Behind the switch the segment is empty, so that recovery stops in the next one. */
    @Test
    void aPositionWhereASegmentWasClosedIsReachedInTheNext() {
        serve("local-rsync");
        String id = backup("");
        enter(6001, "before");
        String closed = postgres.ask("select pg_switch_wal()");
        String name = postgres.ask("select pg_walfile_name('" + closed + "')");
        Eventually.holds("it is archived", () -> {
            barman("archive-wal main");
            return Files.exists(home.wals().resolve(name.substring(0, 16)).resolve(name));
        });
        Answer dryRun = barman("restore --dry-run --target-lsn", closed, id);
        assertThat(dryRun).isClear().hasStatus(1);
        assertThat(dryRun.err()).contains("is after the last record in the WAL that there is, which begins at ");

        enter(6002, "behind");
        archiveTheRest();
        try (OwnPostgres restored = restored("--target-action promote --target-lsn " + closed, id)) {
            assertThat(restored.ask("select max(entry) from ledger")).isEqualTo("6001");
        }
    }

    @Test
    void aDryRunTellsThePlanAndTouchesNothing() {
        serve("local-rsync");
        String id = backup("");
        Path place = place();

        Answer answer = restoring(place, "--dry-run --target-immediate", id);

        assertThat(answer).succeeds();
        assertThat(answer.out())
                .contains("Plan for restoring backup " + id + " of server main", "This would work.")
                .contains(". let it recover to the end of the backup\n");
        assertThat(place).doesNotExist();
        assertThat(barman("-f json restore --dry-run main " + id + " " + place.resolve("data"))
                        .out())
                .contains("\"feasible\": true", "\"objections\": []")
                .contains("\"target\": {}", "\"first\": \"" + field(id, "begin_wal") + "\"");
        String early = postgres.ask("select now()::timestamp");
        enter(6001, "behind");
        archiveTheRest();
        Answer timed = call("-f json restore --dry-run --target-time")
                .words(List.of(early, "main", id, place.toString()))
                .run();
        assertThat(timed).hasStatus(0);
        assertThat(timed.out())
                .contains("No time zone has been specified", "\"type\": \"time\"", "\"value\": \"" + early);
    }

    @Test
    void settingsInAFileOfTheirOwnHaveToBeIncluded() {
        serve("local-rsync");
        String id = backup("");
        Path place = place();
        Answer answer =
                restoring(place, "--recovery-conf-filename mine.conf --target-immediate --target-action promote", id);

        assertThat(answer).succeeds();
        assertThat(answer.err()).contains("name it in postgresql.conf, as in include 'mine.conf'");
        OwnPostgres.open(place);
        try (OwnPostgres restored = OwnPostgres.restored(place, programs())) {
            restored.configure("archive_mode = off", "include 'mine.conf'");
            restored.start();
            assertThat(restored.ask("select count(*) from ledger")).isEqualTo("5000");
        }
    }

    /** It would be in the way of that server, and its backups would take it along. */
    @Test
    void aPlaceBelowARunningServerIsRefused() {
        serve("rsync");
        String id = backup("");
        String below = postgres.data().resolve("base/restored").toString();
        for (List<String> options : List.of(List.<String>of(), List.of("--remote-ssh-command", sshd().sshCommand()))) {
            Answer answer = call("restore")
                    .words(options)
                    .words(List.of("main", id, below))
                    .run();
            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("a PostgreSQL server is running in '" + postgres.data() + "' (process ");
        }
        assertThat(Path.of(below)).doesNotExist();
    }

    /** With a delta restore, what is there does not have to be empty. */
    @Test
    void aTablespaceOfARunningServerIsLeftAlone() {
        serve("rsync");
        makeTablespace();
        String id = backup("");
        String count = postgres.ask("select count(*) from spaced");
        Path place = place();
        for (List<String> options : List.of(List.<String>of(), List.of("--remote-ssh-command", sshd().sshCommand()))) {
            Answer answer = call("restore --delta-restore")
                    .words(options)
                    .words(List.of("main", id, place.resolve("data").toString()))
                    .run();
            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err())
                    .contains("a PostgreSQL server is running in '" + directory.resolve("space = one") + "' (process ");
        }
        assertThat(place.resolve("data/PG_VERSION")).doesNotExist();
        postgres.run("checkpoint");
        assertThat(postgres.ask("select count(*) from spaced")).isEqualTo(count);
    }

    @Test
    void whatHasAServerBelowIsLeftAlone() throws Exception {
        serve("rsync");
        String id = backup("");
        archiveTheRest();
        Path place = place();
        Files.createDirectories(place);
        Files.writeString(place.resolve("PG_VERSION"), "15\n");
        Path below = place.resolve("below");
        assertThat(restoring(below, "", id)).succeeds();
        Files.createDirectories(place.resolve("global"));
        try (OwnPostgres running = start(below)) {
            for (List<String> options :
                    List.of(List.<String>of(), List.of("--remote-ssh-command", sshd().sshCommand()))) {
                Answer above = call("restore --delta-restore")
                        .words(options)
                        .words(List.of("main", id, place.toString()))
                        .run();
                assertThat(above).isClear().hasStatus(1);
                assertThat(above.err())
                        .contains("a PostgreSQL server is running in '" + below.resolve("data") + "' (process ");
                Answer beside = call("restore")
                        .words(options)
                        .words(List.of("main", id, place.resolve("beside/data").toString()))
                        .run();
                assertThat(beside).isClear().hasStatus(1);
                assertThat(beside.err()).contains("'" + place + "' is a PostgreSQL data directory, and nothing else");
            }
            assertThat(running.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
        }
    }

    /** It comes from a variable of the shell's that is not set. */
    @Test
    void anEmptyDestinationIsNotTheCurrentDirectory() {
        serve("rsync");
        String id = backup("");

        assertThat(call("restore").words(List.of("main", id, "")).run())
                .isRefusedWith("the destination directory is empty");
        assertThat(call("restore --tablespace")
                        .words(List.of("space:", "main", id, place().toString()))
                        .run())
                .isRefusedWith("Invalid tablespace relocation rule 'space:'");
    }

    @Test
    void aPlaceOfAnotherServersIsRefused() throws IOException {
        serve("local-rsync");
        String id = backup("");
        Path elsewhere = directory.resolve("elsewhere");
        home.write(
                home.serverConfig().resolveSibling("other.conf"),
                "[other]\nconninfo = host=pg\nbackup_method = postgres\nstreaming_conninfo = host=pg\nactive = off\n"
                        + "backup_directory = " + elsewhere + "\n");

        Answer answer = barman("restore main " + id + " " + elsewhere.resolve("base/x"));

        assertThat(answer)
                .isRefusedWith("the destination '" + elsewhere.resolve("base/x")
                        + "' is where Barman keeps server other (" + elsewhere + ")");
        assertThat(elsewhere).doesNotExist();
        Answer beside =
                barman("restore --dry-run main " + id + " " + home.root().resolve("recover"));
        assertThat(beside).succeeds();
        assertThat(beside.err())
                .contains("WARNING: The destination is inside " + home.root() + ", where Barman keeps its");
    }

    @Test
    void aHoleInTheWalIsNamedAndOneCanGoUpToIt() throws IOException {
        serve("local-rsync");
        String id = backup("");
        enter(10001, "before");
        archiveTheRest();
        enter(10002, "in the hole");
        archiveTheRest();
        Path lost = newestWal();
        enter(10003, "behind");
        archiveTheRest();
        Path kept = directory.resolve("kept");
        Files.move(lost, kept);

        Answer answer = restoring(place(), "", id);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err())
                .contains("WAL file " + lost.getFileName() + " is missing in the archive")
                .contains("HINT: ", "--target-lsn ");
        assertThat(restoring(place(), "--get-wal --dry-run", id).err())
                .as("the server would come up without what is behind it")
                .contains("WAL file " + lost.getFileName() + " is missing in the archive");
        Files.writeString(lost, "damaged");
        Answer damaged = restoring(place(), "", id);
        assertThat(damaged).isClear().hasStatus(1);
        assertThat(damaged.err()).contains("WAL file " + lost.getFileName() + " in the archive is damaged");
    }

    @Test
    void whatTheReceiverHasComesToo() throws Exception {
        serve("local-rsync");
        String id = backup("");
        serve("local-rsync", "streaming_archiver = on");
        Path streaming = home.root().resolve("main/streaming");
        home.makeDirectory(streaming);
        Process receiver = new ProcessBuilder(
                        PostgresFixture.programs().resolve("pg_receivewal").toString(),
                        "-D",
                        streaming.toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(postgres.port()),
                        "-U",
                        "postgres",
                        "--synchronous",
                        "--no-password")
                .inheritIO()
                .start();
        try {
            postgres.run("select pg_switch_wal()");
            enter(10001, "not archived");
            Eventually.holds("the receiver has it", () -> postgres.ask(
                            "select flush_lsn >= pg_current_wal_flush_lsn() from pg_stat_replication")
                    .equals("t"));
        } finally {
            receiver.destroy();
            receiver.waitFor(30, TimeUnit.SECONDS);
        }
        String sum = postgres.ask(Ledger.SUM);
        postgres.kill();

        Path place = place();
        Answer answer = restoring(place, "", id);

        assertThat(answer).succeeds();
        assertThat(answer.err()).contains("The WAL that the receiver has and the archive has not yet is part of it");
        assertThat(restoring(place(), "--target-tli current", id).err()).contains("The WAL that the receiver has");
        serve(
                "local-rsync",
                "streaming_archiver = on",
                "pre_recovery_script = cd " + streaming
                        + "; for f in *.partial; do mv $f $(basename $f .partial); done");
        Path later = place();
        assertThat(restoring(later, "", id))
                .as("completed while files are copied")
                .succeeds();
        try (OwnPostgres restored = start(later)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(sum);
        }
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(sum);
        }
    }

    @Test
    void whatIsRestoredCantBeDeletedAndTheOtherWayRound() throws Exception {
        serve("local-rsync");
        String id = backup("");
        backup("");

        try (LockHolder deleting = LockHolder.start(home.root(), LockName.backupId("main", id))) {
            assertThat(restoring(place(), "", id))
                    .isRefusedWith("Another action is in progress for backup " + id + " of server main");
            deleting.kill();
        }
        assertThat(restoring(place(), "", id)).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "tar", "remote"})
    void aRestoreThatIsCutOffIsUnusableAndCanBeFinished(String kind) throws Exception {
        if (kind.equals("tar")) {
            serve("postgres", "backup_compression = gzip", "backup_compression_format = tar");
        } else {
            serve(kind.equals("remote") ? "rsync" : "local-rsync", "compression = gzip");
        }
        String id = backup("");
        enter(10001, "behind");
        archiveTheRest();
        Path place = place();
        String words = "restore "
                + (kind.equals("remote") ? "--remote-ssh-command REMOTE " : "")
                + "main " + id + " " + place.resolve("data");
        List<String> all = Stream.of(words.split(" ", -1))
                .map(word -> word.equals("REMOTE") ? sshd().sshCommand() : word)
                .toList();
        int unfinished = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Process program = Installation.shared().barman(home.words(all)).start();
            while (program.isAlive() && !Files.exists(place.resolve("data/barman_restore_unfinished"))) {
                program.waitFor(5, TimeUnit.MILLISECONDS);
            }
            program.waitFor(random.nextInt(round == 0 ? 20 : 500), TimeUnit.MILLISECONDS);
            if (round % 2 == 0) {
                program.destroy();
            } else {
                program.destroyForcibly();
            }
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            if (Files.exists(place.resolve("data/barman_restore_unfinished"))) {
                unfinished++;
                assertThat(place.resolve("data/global/pg_control"))
                        .as("seed " + SEED)
                        .doesNotExist();
            } else if (Files.exists(place.resolve("data/global/pg_control"))) {
                break; // it had come to its end
            }
        }

        if (!Files.exists(place.resolve("data/global/pg_control"))) {
            Files.writeString(place.resolve("data/recovery.signal"), ""); // as of an attempt with another target
            assertThat(Installation.shared().barman(home.words(all)).run()).succeeds();
        }

        assertThat(place.resolve("data/recovery.signal")).doesNotExist();
        assertThat(unfinished).as("restores that were cut off, seed " + SEED).isPositive();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            restored.check();
        }
    }

    @Test
    void aDamagedArchiveIsNamed() throws Exception {
        serve("postgres", "backup_compression = none", "backup_compression_format = tar");
        String id = backup("");
        Path archive = home.base(id).resolve("data/base.tar");
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);

        Answer answer = restoring(place(), "", id);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("unpacking " + archive + ": the file ", "checksum of the manifest");
    }

    @Test
    void anotherHostThatGoesIsToldAndTheRestoreFinishedLater() throws Exception {
        serve("rsync");
        String id = backup("");
        Path place = place();
        ProgramCall slow = call("restore --bwlimit 4000 --remote-ssh-command")
                .words(List.of(
                        sshd().sshCommand(), "main", id, place.resolve("data").toString()));
        CompletableFuture<Answer> restore = CompletableFuture.supplyAsync(slow::run);
        Eventually.holds("files are being copied", () -> Files.isDirectory(place.resolve("data/base/1")));

        sshd().stop();

        Answer answer = restore.get(90, TimeUnit.SECONDS);
        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("data transfer failure", "run the same command again to finish it.");
        assertThat(place.resolve("data/global/pg_control")).doesNotExist();
        sshd().run();
        assertThat(call("restore --remote-ssh-command")
                        .words(List.of(
                                sshd().sshCommand(),
                                "main",
                                id,
                                place.resolve("data").toString()))
                        .run())
                .succeeds();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "gzip"})
    void aFullDiskIsTold(String kind) throws Exception {

        serve("postgres", kind.equals("gzip") ? "backup_compression = gzip\nbackup_compression_format = tar" : "");
        String id = backup("");
        home.set(id, "cluster_size", "1"); // else it would be refused before
        home.set(id, "size", "1");
        Path place = place();
        home.makeDirectory(place.resolve("data"));
        Answer mounted = ProgramCall.of(Path.of("/usr/bin/env"))
                .words(List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=8m",
                        "tmpfs",
                        place.resolve("data").toString()))
                .run();
        assumeThat(mounted.status()).as("may mount: " + mounted.err()).isZero();
        try {
            Answer answer = restoring(place, "", id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err())
                    .contains("No space left on device", "Free some space", "run the same command again to finish it.");
            assertThat(place.resolve("data/global/pg_control")).doesNotExist();
            PostgresFixture.run(List.of(
                    "mount", "-o", "remount,size=200m", place.resolve("data").toString()));
            assertThat(restoring(place, "", id)).succeeds();
        } finally {
            PostgresFixture.run(List.of("umount", "-l", place.resolve("data").toString()));
        }
    }

    @Test
    void whatIsEncryptedComesBackWithThePassphrase() {
        try (Keyring keys = Keyring.make(directory.resolve("keys"), "restore@barman4j")) {
            serve("postgres", "backup_compression = gzip", "backup_compression_format = tar", keys.settings());
            assertThat(call("backup --wait --wait-timeout 60 main")
                            .with("GNUPGHOME", keys.home())
                            .run())
                    .succeeds();
            String id = newest();
            Path place = place();

            Answer answer = call("restore main " + id + " " + place.resolve("data"))
                    .with("GNUPGHOME", keys.home())
                    .run();

            assertThat(home.base(id).resolve("data/base.tar.gz.gpg")).exists();
            assertThat(answer).succeeds();
            assertThat(answer.out()).contains("Decrypting files from backup '" + id + "' for server 'main'.\n");
            try (OwnPostgres restored = start(place)) {
                assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
                restored.check();
            }
        }
    }

    @Test
    void aDeltaRestoreThatIsCutOffIsUnusableAndDeletesNothingLater() throws Exception {
        serve("local-rsync");
        String id = backup("");
        Path place = place();
        Path data = place.resolve("data");
        assertThat(restoring(place, "", id)).succeeds();
        Files.write(data.resolve("base/1/1259"), new byte[1 << 20]); // so that there is something to copy
        Process program = call("restore --delta-restore --bwlimit 100 main " + id + " " + data)
                .start();
        Eventually.holds(
                "it has begun",
                () -> Files.exists(data.resolve("barman_restore_unfinished"))
                        && Files.notExists(data.resolve("global/pg_control")));

        program.destroyForcibly();
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(data.resolve("global/pg_control")).doesNotExist();
        assertThat(data.resolve("barman_restore_unfinished")).exists();
        assertThat(restoring(place, "", id).err()).contains("'" + data + "' is not empty");
        assertThat(data.resolve("PG_VERSION")).exists();
        assertThat(restoring(place, "--delta-restore", id)).succeeds();
        assertThat(data.resolve("barman_restore_unfinished")).doesNotExist();
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
        }
    }

    @Test
    void aClusterIsNoLeftoverWhateverMarkIsInIt() throws Exception {
        serve("local-rsync");
        String id = backup("");
        Path place = place();
        Path data = place.resolve("data");
        assertThat(restoring(place, "", id)).succeeds();
        Files.writeString(
                data.resolve("barman_restore_unfinished"), "backup=main/" + id + "\ndirectory=" + data + "\n");
        Files.writeString(data.resolve("mine"), "x");

        Answer answer = restoring(place, "", id);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("'" + data + "' is not empty");
        assertThat(data.resolve("mine")).hasContent("x");
        assertThat(data.resolve("global/pg_control")).exists();
    }

    @Test
    void whatIsBeingRestoredCantBeDeleted() {
        serve("local-rsync");
        backup("");
        String id = backup("");
        home.replace(
                home.serverConfig(),
                "archiver = on",
                "archiver = on\npre_recovery_script = " + call("delete main " + id) + " > " + directory.resolve("said")
                        + " 2>&1");
        Path place = place();

        assertThat(restoring(place, "", id)).succeeds();

        assertThat(SmallHome.read(directory.resolve("said"))).contains("Another", id);
        assertThat(states()).containsExactly("DONE", "DONE");
    }
}
