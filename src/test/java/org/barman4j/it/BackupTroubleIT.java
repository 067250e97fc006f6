package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.barman4j.lock.LockName;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.LockHolder;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong while a backup is taken: it is told in one line, the backup counts as failed, and the next succeeds. */
class BackupTroubleIT extends BackupTest {
    /** Kilobytes a second at which the copy takes long enough for something to happen. */
    private static final int SLOW = 4000;

    @Test
    void whatKilledProcessesHaveLeftGoesWithTheNextBackup() {
        serve("local-rsync");
        String first = backup("--manifest");
        Path manifest = home.base(first).resolve("data/backup_manifest.1.tmp");
        Path mark = home.meta().resolve("20251120T191849-delete_this");
        home.write(manifest, "{");
        home.write(mark, "delete");

        backup("");

        assertThat(manifest).doesNotExist();
        assertThat(mark).doesNotExist();
        assertThat(barman("verify-backup main " + first)).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"parallel_jobs = 0", "parallel_jobs = -2", "parallel_jobs_start_batch_size = 0"})
    void whereNobodyIsToCopyNoBackupIsDone(String setting) {
        for (String method : List.of("rsync", "local-rsync")) {
            serve(method, setting);

            Answer answer = barman("backup main");

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("Number of processes must be at least 1");
        }
        assertThat(states()).containsExactly("FAILED", "FAILED");
    }

    @Test
    void aBackupThatIsBeingTakenGetsNoManifestAndIsNotVerified() throws Exception {
        Path began = directory.resolve("began");
        serve("rsync", "pre_backup_script = " + noting(began) + "exec sleep 600");
        Process program = call("backup main").start();
        Eventually.holds("it is being taken", () -> Files.exists(began));

        Answer answer = barman("generate-manifest main " + newest());

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("it is not complete yet (");
        assertThat(barman("verify-backup main " + newest()))
                .isRefusedWith(
                        "Backup " + newest() + " can't be verified: it is not complete yet (" + states().get(0) + ")");
        program.destroy();
        program.waitFor();
    }

    @Test
    void aBackupWhoseDeletionWasCutOffIsNoBaseForAnother() throws Exception {
        serve("local-rsync", "reuse_backup = link");
        String whole = backup("");
        String half = backup("");
        home.write(home.meta().resolve(half + "-delete_this"), "delete");
        Path file = home.base(half).resolve("data/PG_VERSION");
        Path own = file.resolveSibling("own");
        Files.copy(file, own, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(own, file, StandardCopyOption.REPLACE_EXISTING);

        String next = backup("");

        assertThat(Files.isSameFile(
                        home.base(next).resolve("data/PG_VERSION"),
                        home.base(whole).resolve("data/PG_VERSION")))
                .isTrue();
        Answer parent = barman("backup main --incremental " + half);
        assertThat(parent).isClear().hasStatus(1);
        assertThat(parent.err())
                .startsWith("ERROR: failed to start backup: Backup ID " + half + " is not eligible as a parent for an"
                        + " incremental backup because it, or what it builds on, is being deleted.\nHINT: ");
        home.write(home.meta().resolve(next + "-delete_this"), "delete");
        home.write(home.meta().resolve(whole + "-delete_this"), "delete");
        assertThat(barman("backup main --incremental latest-full").err())
                .contains("Unknown backup 'latest-full' for server 'main'");
    }

    @Test
    void aBackupWaitsUntilItsWalIsArchived() throws Exception {
        serve("local-rsync");
        String works = postgres.ask("show archive_command");
        postgres.run("alter system set archive_command = 'false'", "select pg_reload_conf()");
        Eventually.holds(
                "archiving fails", () -> postgres.ask("show archive_command").equals("false"));
        CompletableFuture<Answer> backup = CompletableFuture.supplyAsync(() -> barman("backup main"));
        Eventually.holds(
                "the backup waits",
                () -> !states().isEmpty() && Files.exists(home.base(newest()).resolve("data/backup_label")));
        TimeUnit.SECONDS.sleep(2);
        assertThat(backup).isNotDone();

        postgres.run(
                "alter system set archive_command = '" + works.replace("'", "''") + "'", "select pg_reload_conf()");

        assertThat(backup.get(90, TimeUnit.SECONDS)).succeeds();
        assertThat(states()).containsExactly("DONE");
    }

    @Test
    void aConnectionThatIsCutFailsTheBackup() throws Exception {
        serve("rsync", "bandwidth_limit = " + SLOW);
        CompletableFuture<Answer> backup = startBackup("");

        sshd().stop();

        assertFailed(backup, "copying files", "data transfer failure");
        sshd().run();
        backup("--bwlimit 0");
    }

    @Test
    void aConnectionThatIsCutIsMadeAgain() throws Exception {
        serve("rsync", "bandwidth_limit = " + SLOW);
        CompletableFuture<Answer> backup = startBackup("--retry-times 5 --retry-sleep 1");

        sshd().stop();
        sshd().run();

        assertThat(backup.get(90, TimeUnit.SECONDS)).succeeds();
        assertRestores(newest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "postgres"})
    void aRestartOfPostgresFailsTheBackup(String method) throws Exception {
        serve(method, "bandwidth_limit = " + SLOW, "keepalive_interval = 1");
        CompletableFuture<Answer> backup = startBackup("");

        postgres.kill();
        postgres.start();

        assertFailed(
                backup,
                "copying files",
                method.equals("rsync")
                        ? "Connection to the Postgres server was lost during the backup."
                        : "data transfer failure");
        assertRestores(backup("--bwlimit 0"));
    }

    @Test
    void aRestartOfPostgresThatNobodyNoticedIsToldWhenTheBackupEnds() throws Exception {
        serve("rsync", "bandwidth_limit = " + SLOW, "keepalive_interval = 0");
        CompletableFuture<Answer> backup = startBackup("");

        postgres.kill();
        postgres.start();

        Answer answer = backup.get(90, TimeUnit.SECONDS);
        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err())
                .contains(
                        "\nDETAILS: Connection to the Postgres server was lost during the backup.\n",
                        "HINT: Check the log of PostgreSQL, and what is between it and this host.\n");
        assertThat(states()).containsExactly("FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "postgres", "local-rsync"})
    void aFullDiskFailsTheBackup(String method) {
        serve(method);
        Path base = home.root().resolve("main/base");
        home.makeDirectory(base);
        Answer mounted = env("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", base.toString());
        assumeThat(mounted.status()).as("may mount: " + mounted.err()).isZero();
        try {
            Answer answer = barman("backup main");

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("Backup failed copying files").contains("No space left on device");
            assertThat(states()).containsExactly("FAILED");
            env("mount", "-o", "remount,size=200m", base.toString()).mustSucceed();
            backup("");
        } finally {
            env("umount", "-l", base.toString()).mustSucceed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "local-rsync", "postgres"})
    void filesMayComeAndGrowAndGo(String method) throws Exception {
        serve(method, "parallel_jobs = 2");
        Thread churn = new Thread(() -> {
            for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
                postgres.run(
                        "create table churn" + round + " as select generate_series(1, 3000) n",
                        "insert into churn" + round + " select * from churn" + round,
                        "truncate churn" + Math.max(0, round - 3),
                        "drop table if exists \"churn" + (round - 5) + "\"");
            }
        });
        churn.start();

        for (int round = 0; round < 3; round++) {
            backup("");
        }

        churn.interrupt();
        churn.join();
        assertRestores(newest());
    }

    /** Before it is listed, and behind that, when its files are copied. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aTablespaceMayBeDropped(int call) {
        Path place = directory.resolve("space");
        home.makeDirectory(place);
        PostgresFixture.own(place);
        postgres.run(
                "create tablespace gone location '" + place + "'",
                "create table spaced tablespace gone as select generate_series(1, 1000) n");
        serve("rsync");
        Path wrapper = directory.resolve("ssh/wrapper");
        home.write(
                wrapper,
                """
                #!/bin/sh
                case "$*" in
                  *--server*)
                    echo call >> %1$s.calls
                    if [ $(wc -l < %1$s.calls) = %2$d ]; then
                      %3$s/psql -q -h 127.0.0.1 -p %4$d -U postgres -c 'drop table spaced' -c checkpoint \\
                        -c 'drop tablespace gone' >&2
                      rm -rf %5$s/*
                    fi ;;
                esac
                exec "$@"
                """
                        .formatted(wrapper, call, programs(), postgres.port(), place));
        env("chmod", "755", wrapper.toString()).mustSucceed();
        home.replace(home.serverConfig(), "ssh_command = ssh", "ssh_command = " + wrapper + " ssh");

        String id = backup("");

        assertThat(field(id, "tablespaces")).contains("gone");
        assertThat(Files.exists(wrapper.resolveSibling("wrapper.calls"))).isTrue();
        archiveTheRest();
        assertThat(postgres.ask("select count(*) from pg_tablespace where spcname = 'gone'"))
                .isEqualTo("0");
        try (OwnPostgres restored = restore(id)) {
            assertThat(restored.ask("select count(*) from ledger")).isEqualTo("5000");
        }
    }

    @Test
    void twoAtOnceAreOneTooMany() throws Exception {
        serve("postgres");
        try (LockHolder other = LockHolder.start(home.root(), LockName.backup("main"))) {
            Answer answer = barman("backup main");

            assertThat(answer).isRefusedWith("Another backup process is running");
            assertThat(answer.err()).contains("run 'barman list-processes main' to see");
        }
        assertThat(states()).isEmpty();
        backup("");
    }

    @Test
    void hooksAreToldWhatHappens() {
        serve(
                "postgres",
                "pre_backup_script = env | grep ^BARMAN_ | sort > " + directory + "/pre; echo rubbish; exit 1",
                "pre_backup_retry_script = exit 62",
                "post_backup_retry_script = exit 63",
                "post_backup_script = env | grep ^BARMAN_ | sort > " + directory + "/post");

        String id = backup("");

        assertThat(SmallHome.read(directory.resolve("pre")))
                .contains(
                        "BARMAN_STATUS=EMPTY",
                        "BARMAN_PHASE=pre",
                        "BARMAN_HOOK=backup_script",
                        "BARMAN_BACKUP_ID=" + id);
        assertThat(SmallHome.read(directory.resolve("post")))
                .contains(
                        "BARMAN_STATUS=DONE",
                        "BARMAN_PHASE=post",
                        "BARMAN_ERROR=\n",
                        "BARMAN_PREVIOUS_ID=\n",
                        "BARMAN_BACKUP_DIR=" + home.base(id));
    }

    @Test
    void aHookMayForbidTheBackup() {
        serve(
                "rsync",
                "pre_backup_retry_script = exit 63",
                "post_backup_script = env | grep ^BARMAN_ERROR > " + directory + "/post");

        Answer answer = barman("backup main");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(states()).containsExactly("FAILED");
        assertThat(field(newest(), "error")).contains("Abort 'pre_backup_retry_script' retry hook script");
        assertThat(SmallHome.read(directory.resolve("post"))).contains("Abort 'pre_backup_retry_script'");
    }

    @Test
    void aHookThatHangsDoesNotKeepTheProgramFromEnding() throws Exception {
        serve("rsync", "pre_backup_script = echo > " + directory + "/began; sleep 1000");
        Process program = call("backup main").start();
        Eventually.holds("the hook runs", () -> Files.exists(directory.resolve("began")));

        program.destroy();

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(states()).containsExactly("FAILED");
        assertThat(field(newest(), "error")).isEqualTo("failure starting backup (interrupted)");
    }

    @ParameterizedTest
    @CsvSource({
        "TERM, pre_backup_retry_script, sleep 1000",
        "INT, pre_backup_retry_script, sleep 1000 & wait",
        "TERM, pre_backup_script, trap '' TERM INT; while true; do sleep 1; done",
        "TERM, pre_backup_retry_script, trap '' TERM INT; while true; do sleep 1; done"
    })
    void aHookThatHangsEndsWithTheProgram(String signal, String option, String script) throws Exception {
        Path began = directory.resolve("began");
        Path post = directory.resolve("post");
        serve("rsync", option + " = " + noting(began) + script, "post_backup_script = env > " + post);
        Process program = call("backup main").start();
        List<ProcessHandle> hook = tree(began);

        PostgresFixture.run(List.of("kill", "-" + signal, Long.toString(program.pid())));

        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(1);
        assertThat(hook).noneMatch(BackupTroubleIT::isRunning);
        assertThat(states()).containsExactly("FAILED");
        assertThat(field(newest(), "error")).isEqualTo("failure starting backup (interrupted)");
        assertThat(SmallHome.read(post)).contains("BARMAN_STATUS=FAILED\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 1000", "exit 1"})
    void aHookBehindAFailedBackupThatNeverEndsDoesNotKeepTheProgramFromEnding(String script) throws Exception {
        Path began = directory.resolve("began");
        Path post = directory.resolve("post");
        serve(
                "rsync",
                "pre_backup_retry_script = exit 63",
                "post_backup_retry_script = " + noting(began) + script,
                "post_backup_script = env > " + post);
        Process program = call("backup main").start();
        Eventually.holds("the hook has run", () -> Files.exists(began));

        program.destroy();

        assertThat(program.waitFor(35, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(1);
        assertThat(ProcessHandle.of(Long.parseLong(SmallHome.read(began).strip())))
                .isEmpty();
        assertThat(field(newest(), "error")).contains("Abort 'pre_backup_retry_script' retry hook script");
        assertThat(SmallHome.read(post)).contains("BARMAN_STATUS=FAILED\n");
    }

    @Test
    void aHookBehindABackupThatIsCutOffIsToldInOneLine() throws Exception {
        Path began = directory.resolve("began");
        serve("rsync", "post_backup_script = " + noting(began) + "sleep 1000");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(call("backup main")::run);
        List<ProcessHandle> hook = tree(began);

        interruptStarterOf(hook);

        Answer answer = running.get(15, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(1);
        assertThat(answer.err())
                .isEqualTo("ERROR: interrupted when backup " + newest() + " of server main had been taken\n"
                        + "HINT: 'barman show-backup main " + newest()
                        + "' shows it. Hooks behind it may have been cut off.\n");
        assertThat(hook).noneMatch(BackupTroubleIT::isRunning);
        assertThat(states()).containsExactly("WAITING_FOR_WALS");
    }

    @ParameterizedTest
    @CsvSource({
        "pre_delete_script, before backup %s of server main was deleted",
        "pre_delete_retry_script, before backup %s of server main was deleted",
        "post_delete_script, when backup %s of server main had been deleted"
    })
    void aHookAroundADeletionThatHangsEndsWithTheProgram(String option, String told) throws Exception {
        Path began = directory.resolve("began");
        serve("rsync", option + " = " + noting(began) + "trap '' TERM INT; while true; do sleep 1; done");
        String id = backup("");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(call("delete main " + id)::run);
        List<ProcessHandle> hook = tree(began);

        interruptStarterOf(hook);

        Answer answer = running.get(15, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(1);
        assertThat(answer.err()).startsWith("ERROR: interrupted " + told.formatted(id) + "\n");
        assertThat(hook).noneMatch(BackupTroubleIT::isRunning);
        assertThat(home.base(id).toFile().exists()).isEqualTo(option.startsWith("pre"));
    }

    /** As Ctrl-C at the terminal does, which ends the hook before the program knows of it. */
    @RepeatedTest(3)
    void aHookBehindADeletionThatIsCutOffTogetherWithTheProgramIsTold() throws Exception {
        Path began = directory.resolve("began");
        serve("local-rsync");
        String first = backup("");
        String second = backup("");
        backup("");
        serve("local-rsync", "post_delete_script = " + noting(began) + "sleep 1000; true");
        CompletableFuture<Answer> running =
                CompletableFuture.supplyAsync(call("delete main " + first + " " + second)::run);

        interruptWithStarter(tree(began));

        Answer answer = running.get(15, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(1);
        assertThat(answer.err())
                .isEqualTo("ERROR: interrupted when backup " + first + " of server main had been deleted\n"
                        + "HINT: Hooks behind it may have been cut off.\n"
                        + "ERROR: interrupted before backup " + second + " of server main was deleted\n"
                        + "ERROR: 1 of 2 backups could not be deleted (main " + second + ")\n");
        assertThat(states()).hasSize(2);
    }

    @RepeatedTest(3)
    void aHookBeforeABackupThatIsCutOffTogetherWithTheProgramIsTold() throws Exception {
        Path began = directory.resolve("began");
        serve("postgres", "pre_backup_script = " + noting(began) + "sleep 1000; true");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(call("backup main")::run);

        interruptWithStarter(tree(began));

        Answer answer = running.get(15, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(1);
        assertThat(answer.err()).isEqualTo("ERROR: Backup failed starting backup.\nDETAILS: interrupted\n");
        assertThat(field(newest(), "error")).isEqualTo("failure starting backup (interrupted)");
    }

    /** Who presses Ctrl-C has had enough of the wait; who sends another signal wants to know that it was not over. */
    @ParameterizedTest
    @CsvSource({"INT, 0", "TERM, 1", "HUP, 1"})
    void aWaitForWalThatIsCutOffIsNotSuccess(String signal, int status) throws Exception {
        serve("local-rsync", "post_backup_script = env > " + directory + "/post");
        postgres.run("alter system set archive_command = 'true'", "select pg_reload_conf()");
        Eventually.holds("nothing is archived", () -> postgres.ask("show archive_command")
                .equals("true"));
        ProgramCall call = call("backup main --wait");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(call::run);
        Eventually.holds(
                "it waits", () -> !states().isEmpty() && states().get(0).equals("WAITING_FOR_WALS"));
        long program = ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains(" backup main --wait"))
                        .isPresent())
                .findFirst()
                .orElseThrow()
                .pid();

        PostgresFixture.run(List.of("kill", "-" + signal, Long.toString(program)));

        Answer answer = running.get(30, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(status);
        assertThat(answer.out().contains("Got CTRL-C. Continuing without waiting for '"))
                .isEqualTo(status == 0);
        assertThat(answer.err().startsWith("ERROR: interrupted when backup " + newest() + " of server main had been"))
                .isEqualTo(status == 1);
        assertThat(states()).containsExactly("WAITING_FOR_WALS");
        assertThat(SmallHome.read(directory.resolve("post"))).contains("BARMAN_STATUS=WAITING_FOR_WALS\n");
    }

    @Test
    void walStaysWhoseHookIsCutOff() throws Exception {
        Path began = directory.resolve("began");
        serve("rsync");
        String id = backup("");
        backup("");
        serve("rsync", "pre_wal_delete_script = " + noting(began) + "sleep 1000");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(call("delete main " + id)::run);
        List<ProcessHandle> hook = tree(began);

        interruptStarterOf(hook);

        Answer answer = running.get(15, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(1);
        assertThat(answer.err())
                .startsWith("ERROR: interrupted while backup " + id + " of server main was being deleted\nHINT: ");
        assertThat(hook).noneMatch(BackupTroubleIT::isRunning);
        assertThat(home.wals().resolve("0000000100000000").resolve(field(id, "begin_wal")))
                .exists();
        assertThat(barman("list-backups main").err()).contains("The deletion of backup " + id + " was cut off");
    }

    /** The beginning of a script that leaves its number in a file. */
    private static String noting(Path file) {
        return "echo $$ > " + file + ".new; mv " + file + ".new " + file + "; ";
    }

    /** The processes of a script that has left its number in a file, when it has started another one. */
    private static List<ProcessHandle> tree(Path began) {
        Eventually.holds("the hook runs", () -> Files.exists(began));
        ProcessHandle hook =
                ProcessHandle.of(Long.parseLong(SmallHome.read(began).strip())).orElseThrow();
        Eventually.holds("it hangs", () -> hook.descendants().findAny().isPresent());
        List<ProcessHandle> tree = new ArrayList<>(hook.descendants().toList());
        tree.add(hook);
        return tree;
    }

    private static void interruptStarterOf(List<ProcessHandle> hook) {
        ProcessHandle program = hook.get(hook.size() - 1).parent().orElseThrow();
        PostgresFixture.run(List.of("kill", "-INT", Long.toString(program.pid())));
    }

    private static void interruptWithStarter(List<ProcessHandle> hook) {
        List<String> words = new ArrayList<>(List.of("kill", "-INT"));
        ProcessHandle script = hook.get(hook.size() - 1); // first, as it would go on when what it waits for has ended
        words.add(Long.toString(script.pid()));
        hook.stream().filter(each -> each != script).forEach(each -> words.add(Long.toString(each.pid())));
        words.add(Long.toString(script.parent().orElseThrow().pid()));
        PostgresFixture.run(words);
    }

    /** Those that have ended may stay for a while, without a command. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** As systemd does it. */
    @RepeatedTest(5)
    void aSignalToAllProcessesAtOnceFailsTheBackupInOrder() throws Exception {
        serve("postgres", "bandwidth_limit = 1000", "post_backup_script = env > " + directory + "/post");
        Process program = call("backup main").start();
        Eventually.holds("files are being copied", () -> isCopying());
        List<String> words = new ArrayList<>(List.of("kill", "-TERM"));
        program.descendants()
                .filter(process -> !process.info().command().orElse("").endsWith("cat")) // which holds a lock
                .forEach(process -> words.add(Long.toString(process.pid())));
        words.add(Long.toString(program.pid()));

        PostgresFixture.run(words);

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(SmallHome.read(home.backupInfo(newest()))).contains("status=FAILED\n", "error=failure ");
        assertThat(SmallHome.read(directory.resolve("post"))).contains("BARMAN_STATUS=FAILED\n");
    }

    private CompletableFuture<Answer> startBackup(String options) {
        CompletableFuture<Answer> backup =
                CompletableFuture.supplyAsync(() -> barman(("backup main " + options).strip()));
        Eventually.holds("files are being copied", () -> isCopying());
        return backup;
    }

    private boolean isCopying() {
        return !states().isEmpty()
                && states().get(0).equals("STARTED")
                && Files.exists(home.base(newest()).resolve("data/base"));
    }

    private void assertFailed(CompletableFuture<Answer> backup, String action, String reason) throws Exception {
        Answer answer = backup.get(90, TimeUnit.SECONDS);
        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).contains("ERROR: Backup failed " + action + ".\nDETAILS: " + reason);
        assertThat(states()).containsExactly("FAILED");
        assertThat(field(newest(), "error")).startsWith("failure " + action + " (" + reason);
    }

    private void assertRestores(String id) {
        try (OwnPostgres restored = restore(id)) {
            assertThat(restored.ask("select count(*) from ledger")).isEqualTo("5000");
            restored.check();
        }
    }

    private static Answer env(String... words) {
        return ProgramCall.of(Path.of("/usr/bin/env")).words(List.of(words)).run();
    }
}
