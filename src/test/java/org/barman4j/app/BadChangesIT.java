package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code config-update} refuses what it can't do before it has done any of it, and loses nothing it can't write. */
class BadChangesIT extends HomeTest {
    private static final String SOUND = "[{'scope':'server','server_name':'main','parallel_jobs':'3'}]";

    @Test
    void aSoundChangeIsMade() {
        assertThat(update(SOUND)).succeeds();

        assertThat(autoConf()).hasContent("[main]\nparallel_jobs = 3\n");
        assertThat(run("show-servers", "main").out()).contains("\tparallel_jobs: 3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "[",
                "]",
                "[{]",
                "{",
                "[{'scope'}]",
                "['",
                "[1,]",
                "[1 2]",
                "NaN",
                "[nan]",
                "[0x1]",
                "[tru]",
                "[1e999999999999]",
                "[]]",
                "[][]",
                "//x\n[]",
                "[\u0000]",
                "[\"\\ud800\"",
                "[\u00a0]"
            })
    void whatIsNoJsonIsRefused(String document) throws IOException {
        List<String> before = files();

        Answer answer = update(document);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.errors()).singleElement().asString().startsWith("the changes are not valid JSON: ");
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "'x'", "{}", "true", "[1]", "[null]", "['x']", "[[]]", "[true]", "[{}, []]"})
    void whatIsNoListOfObjectsIsRefused(String document) throws IOException {
        List<String> before = files();

        Answer answer = update(document);

        assertThat(answer).isClear().hasStatus(1);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":["})
    void nestingHasALimit(String open) throws IOException {
        List<String> before = files();

        Answer answer = update(open.repeat(100_000));

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.errors()).singleElement().asString().hasSizeLessThan(1000);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {}                                                    | 'scope' is invalid: 'None'
                    {'scope':'x'}                                         | 'scope' is invalid: 'x'
                    {'scope':['server']}                                  | 'scope' is invalid
                    {'scope':'server'}                                    | 'server_name' is missing
                    {'scope':'server','server_name':null}                 | 'server_name' is missing
                    {'scope':'server','server_name':7}                    | 'server_name' is missing
                    {'scope':'server','server_name':{}}                   | 'server_name' is missing
                    {'scope':'server','server_name':''}                   | can't be the name of a server
                    {'scope':'server','server_name':'barman'}             | can't be the name of a server
                    {'scope':'server','server_name':'all'}                | can't be the name of a server
                    {'scope':'server','server_name':'DEFAULT'}            | can't be the name of a server
                    {'scope':'server','server_name':'a]b'}                | can't be the name of a server
                    {'scope':'server','server_name':'a\\n[b]'}            | can't be the name of a server
                    {'scope':'server','server_name':'../../x'}            | can't be the name of a server
                    {'scope':'server','server_name':'a/b'}                | can't be the name of a server
                    {'scope':'server','server_name':'.x'}                 | can't be the name of a server
                    {'scope':'model','model_name':'m'}                    | 'cluster' is missing
                    {'scope':'model','model_name':'main','cluster':'c'}   | is a server, not a model
                    """)
    void aSectionThatCannotBeIsRefused(String change, String reason) throws IOException {
        List<String> before = files();

        Answer answer = update("[" + change + "]");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.errors().get(0)).contains(reason);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    'nosuch':'x'                          | Invalid option 'nosuch'
                    'barman_home':'/x'                    | Invalid option 'barman_home'
                    'a b\\nc':'x'                         | Invalid option
                    '':'x'                                | Invalid option ''
                    'parallel_jobs':'many'                | key 'parallel_jobs'
                    'parallel_jobs':null                  | key 'parallel_jobs'
                    'parallel_jobs':[1]                   | key 'parallel_jobs'
                    'parallel_jobs':{'a':1}               | key 'parallel_jobs'
                    'parallel_jobs':1.5                   | key 'parallel_jobs'
                    'parallel_jobs':99999999999999999999  | key 'parallel_jobs'
                    'description':'a\\nconninfo = x'      | the value must be a single line
                    'description':'a\\rb'                 | the value must be a single line
                    'description':'a\\u0000b'             | the value must be a single line
                    'description':'50%'                   | a '%' in a configuration file
                    'description':'%(conninfo)s'          | a '%' in a configuration file
                    'backup_directory':''                 | key 'backup_directory'
                    'wals_directory':'None'               | key 'wals_directory'
                    'barman_lock_directory':'x'           | Invalid option
                    """)
    void aChangeThatCannotBeIsRefused(String member, String reason) throws IOException {
        List<String> before = files();

        Answer answer = update("[{'scope':'server','server_name':'main','parallel_jobs':2},"
                + "{'scope':'server','server_name':'main'," + member + "}]");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.errors().get(0)).contains(reason);
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch pwned)",
                "`touch pwned`",
                "; x",
                "# x",
                "a = b",
                "[x]",
                "'",
                "\"",
                "\\",
                "\\u2028x",
                "\u20ac \ud834\udd1e",
                "%%%%"
            })
    void aStrangeTextIsWrittenAndReadAsItIs(String text) {
        String value = text.equals("\\") ? "\\\\" : text.replace("\"", "\\\"");

        assertThat(update("[{\"scope\":\"server\",\"server_name\":\"main\",\"description\":\"x " + value + " x\"}]"))
                .succeeds();

        String read = text.replace("%%%%", "%").replace("\\u2028", "\u2028");
        assertThat(run("list-servers")).succeeds().prints("main - x " + read + " x\n");
        assertThat(Path.of("pwned")).doesNotExist();
    }

    @Test
    void aConfigurationThatWouldBeRefusedAfterwardsIsNotWritten() {
        home.configure(
                """
                [other]
                conninfo = host=pg
                ssh_command = ssh pg
                archiver = on
                backup_options = concurrent_backup
                """);

        update("[{'scope':'server','server_name':'other','wals_directory':'" + home.wals() + "'}]");

        assertThat(run("list-backups", "main")).succeeds();
    }

    @Test
    void aQueueThatIsDamagedIsPutAside() {
        Path queue = home.root().resolve("cfg_changes.queue");
        for (byte[] content : List.of(bytes("{"), bytes("[1]"), bytes(""), new byte[] {'[', (byte) 0xff, ']'})) {
            home.write(queue, content);

            assertThat(update(SOUND)).succeeds().warnsOf("Malformed or empty configuration change queue: " + queue);
            assertThat(queue.resolveSibling("cfg_changes.queue.damaged")).hasBinaryContent(content);
        }
    }

    @Test
    void cronTellsOfADamagedQueueToo() {
        Path queue = home.root().resolve("cfg_changes.queue");
        home.write(queue, "[");

        assertThat(run("cron")).succeeds().warnsOf("Malformed or empty configuration change queue: " + queue);

        home.write(queue, "[]");
        assertThat(run("cron").warnings()).isEmpty();
    }

    @Test
    void aQueueThatCannotBeWrittenIsTold() {
        Path queue = home.root().resolve("cfg_changes.queue");
        home.makeDirectory(queue);

        assertThat(update(SOUND)).isRefusedWith("cannot read " + queue + ": Is a directory");
        assertThat(autoConf()).doesNotExist();
    }

    @Test
    void aChangeThatCannotBeWrittenWaitsForTheNextRun() throws IOException {
        home.makeDirectory(autoConf());

        Answer refused = update(SOUND);
        Files.delete(autoConf());
        Answer next = update("[]");

        assertThat(refused).isClear().hasStatus(1);
        assertThat(refused.errors())
                .containsExactly(
                        "Unable to process a set of changes. Exiting.",
                        "cannot change the configuration file " + autoConf() + ": Is a directory");
        assertThat(next).succeeds();
        assertThat(autoConf()).hasContent("[main]\nparallel_jobs = 3\n");
    }

    @Test
    void aHomeThatIsAFileIsTold() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        home.replace(home.config(), "barman_home = " + home.root(), "barman_home = " + file);

        Answer update = update(SOUND);
        Answer cleanup = run("lock-directory-cleanup");

        assertThat(update).isClear().hasStatus(1);
        assertThat(update.errors())
                .last()
                .isEqualTo("cannot create the lock file " + file + "/.config-update.lock: Not a directory");
        assertThat(cleanup).isClear().hasStatus(1);
        assertThat(cleanup.errors()).last().isEqualTo("cannot read the lock directory " + file + ": Not a directory");
        assertThat(file).hasContent("in the way");
    }

    @Test
    void aModelThatCannotBeRememberedIsTold() {
        home.configure("[slow]\nmodel = on\ncluster = main\nparallel_jobs = 1\n");
        home.replace(home.serverConfig(), "[main]\n", "[main]\ncluster = main\n");
        Path mark = home.root().resolve("main/.active-model.auto");
        home.makeDirectory(mark);
        home.write(mark.resolve("in the way"), "");

        Answer apply = run("config-switch", "main", "slow");
        Answer reset = run("config-switch", "main", "--reset");

        assertThat(apply).isClear().hasStatus(1);
        assertThat(apply.errors()).last().isEqualTo("cannot write " + mark + ": Is a directory");
        assertThat(reset).isClear().hasStatus(1);
        assertThat(reset.errors()).last().isEqualTo("cannot remove " + mark + ": Directory not empty");
        assertThat(mark.resolve("in the way")).exists();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path autoConf() {
        return home.root().resolve(".barman.auto.conf");
    }

    /** Every file below the home with its content, but for the lock. */
    private List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(home.root())) {
            for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.endsWith(".config-update.lock")) {
                    files.add(file + ": " + SmallHome.read(file));
                }
            }
        }
        return files;
    }

    /** Runs the command with a document in which apostrophes may stand for quotes. */
    private Answer update(String document) {
        return run("config-update", "--", document.contains("\"") ? document : document.replace('\'', '"'));
    }

    private Answer run(String... words) {
        CommandRun run = CommandRun.of(Clock.systemUTC(), home.words(List.of(words)));
        return new Answer(run.status(), run.out(), run.err());
    }
}
