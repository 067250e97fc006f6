package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups that are tried: as the user that PostgreSQL can run as. */
class RestoreTestIT extends RestoreTest {
    private Path scratch;

    @BeforeEach
    void prepare() {
        home.replace(
                home.config(),
                "barman_user = " + System.getProperty("user.name"),
                "barman_user = " + PostgresFixture.user());
        serve("local-rsync", "restore_test_maximum_age = 1 WEEK");
        scratch = directory.resolve("scratch");
        home.makeDirectory(scratch);
        OwnPostgres.open(directory);
        for (Path each : List.of(home.root(), home.config(), home.serverConfig().getParent(), scratch)) {
            PostgresFixture.own(each);
        }
    }

    @Test
    void aGoodBackupPassesAndTheCheckKnows() {
        String id = backup("");
        enter(10001, "behind");
        archiveTheRest();
        assertThat(barman("check main").out()).contains("restore test maximum age: FAILED", "passed: none");

        Answer answer = call("restore-test --directory")
                .words(List.of(
                        scratch.toString(),
                        "--query",
                        "select count(*) from ledger",
                        "--script",
                        "psql -Atc 'select max(entry) from ledger'",
                        "main"))
                .run();

        assertThat(answer).succeeds();
        assertThat(answer.out())
                .contains("Restore test of backup " + id + " of server main:\n", " starts: OK\n", "\tpg_amcheck: OK\n")
                .contains("\tquery select count(*) from ledger: OK (5001)\n", ": OK (10001)\n", "\tReady after: ");
        assertThat(scratch).isEmptyDirectory();
        assertThat(barman("show-backup main latest").out()).contains("Restore test", ", passed, ready after ");
        assertThat(barman("check main").out()).contains("restore test maximum age: OK");
        assertThat(postgres.ask("select count(*) from ledger")).isEqualTo("5001");
        assertThat(barman("delete main " + id)).succeeds();
        assertThat(home.meta().resolve(id + "-restore_test.json")).doesNotExist();
    }

    @Test
    void queriesAndScriptsAreForADatabaseOfTheUsers() throws Exception {
        postgres.run("create database shop");
        String id = backup("");
        Answer answer = call("restore-test --dbname shop --query")
                .words(List.of(
                        "select current_database()",
                        "--script",
                        "psql -Atc 'select current_database()'",
                        "--directory",
                        scratch.toString(),
                        "main",
                        id))
                .run();

        assertThat(answer).succeeds();
        assertThat(answer.out())
                .contains(
                        "query select current_database(): OK (shop)",
                        "psql -Atc 'select current_database()': OK (shop)");
        Answer unknown = call("restore-test --dbname none --query")
                .words(List.of("select 1", "--directory", scratch.toString(), "main", id))
                .run();
        assertThat(unknown).isClear().hasStatus(1);
        assertThat(unknown.out()).contains("database \"none\" does not exist");
    }

    @Test
    void aQueryMayGiveSeveralColumns() {
        backup("");

        Answer answer = call("restore-test --query")
                .words(List.of(
                        "select count(*), max(entry), null, 'x' from ledger",
                        "--directory",
                        scratch.toString(),
                        "main"))
                .run();

        assertThat(answer).succeeds();
        assertThat(answer.out()).contains("from ledger: OK (5000 | 5000 |  | x)\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInterruptedTestIsNoResult(boolean keep) throws Exception {
        String id = backup("");
        archiveTheRest();
        Path place = scratch.resolve("made/for/it");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(scripted(place, keep)::run);
        List<ProcessHandle> script = script();

        long program = ownerOf(place);
        PostgresFixture.run(List.of("kill", "-TERM", Long.toString(program)));

        Answer answer = running.get(60, TimeUnit.SECONDS);
        assertThat(answer).hasStatus(1);
        String left = keep ? "stays in " + place + "/barman-restore-test-main-" + program : "has been removed";
        assertThat(answer.err())
                .isEqualTo("ERROR: interrupted\nHINT: No result is noted for backup " + id
                        + ". What was restored of it " + left + ".\n");
        assertThat(script).noneMatch(RestoreTestIT::isRunning);
        assertThat(Files.exists(place)).isEqualTo(keep);
        assertThat(scratch.resolve("made/for")).exists();
        assertThat(home.meta().resolve(id + "-restore_test.json")).doesNotExist();
    }

    @Test
    void aScriptDoesNotOutliveATestThatIsKilled() throws Exception {
        backup("");
        archiveTheRest();
        Path place = scratch.resolve("made");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(scripted(place, false)::run);
        List<ProcessHandle> script = script();

        PostgresFixture.run(List.of("kill", "-KILL", Long.toString(ownerOf(place))));

        assertThat(running.get(60, TimeUnit.SECONDS)).hasStatus(137);
        Eventually.holds("the script has ended", () -> script.stream().noneMatch(RestoreTestIT::isRunning));
    }

    private ProgramCall scripted(Path place, boolean keep) {
        List<String> words = new ArrayList<>(List.of("--directory", place.toString(), "--script"));
        words.add("echo $$ > " + scratch + "/began.new; mv " + scratch + "/began.new " + scratch
                + "/began; sleep 1000; true");
        words.addAll(keep ? List.of("--keep", "main") : List.of("main"));
        return call("restore-test").words(words);
    }

    /** The processes of the script, when it has started another one. */
    private List<ProcessHandle> script() {
        Path began = scratch.resolve("began");
        Eventually.holds("the script runs", () -> Files.exists(began));
        ProcessHandle script =
                ProcessHandle.of(Long.parseLong(SmallHome.read(began).strip())).orElseThrow();
        Eventually.holds("it hangs", () -> script.children().findAny().isPresent());
        List<ProcessHandle> tree = new ArrayList<>(script.children().toList());
        tree.add(script);
        return tree;
    }

    /** Those that have ended may stay for a while, without a command. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** The process whose files are in a directory, which tells it by its name. */
    private static long ownerOf(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            String name = entries.findFirst().orElseThrow().getFileName().toString();
            return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
        }
    }

    @Test
    void whatIsWrongFailsTheTest() throws Exception {
        String id = backup("");
        Answer asked = call("-f json restore-test --directory")
                .words(List.of(scratch.toString(), "--query", "select * from nowhere", "main", id))
                .run();
        assertThat(asked).isClear().hasStatus(1);
        assertThat(asked.out()).contains("\"passed\": false", "relation \\\"nowhere\\\" does not exist");

        Path label = home.base(id).resolve("data/global/1262");
        Files.write(label, new byte[8192]);
        Answer broken = call("restore-test --timeout 15 --directory")
                .words(List.of(scratch.toString(), "main", id))
                .run();

        assertThat(broken).isClear().hasStatus(1);
        assertThat(broken.out()).contains(": FAILED (");
        assertThat(scratch).isEmptyDirectory();
        assertThat(barman("show-backup main latest").out()).contains(", FAILED: ");
    }

    @Test
    void aBackupThatCantBeRestoredHasFailedTheTest() throws Exception {
        String id = backup("");
        archiveTheRest();
        String words = "restore-test --directory " + scratch + " main";
        assertThat(barman(words)).succeeds();
        assertThat(barman("check main").out()).contains("restore test maximum age: OK");
        Files.delete(home.base(id).resolve("data/global/pg_control"));

        Answer broken = barman(words);

        assertThat(broken).isClear().hasStatus(1);
        assertThat(broken.out()).contains("restore: FAILED (backup " + id + " lacks global/pg_control in ");
        assertThat(barman("show-backup main latest").out()).contains(", FAILED: restore");
        assertThat(barman("check main").out())
                .contains("restore test maximum age: FAILED", " ago, the last one failed")
                .doesNotContain("passed: none");
    }
}
