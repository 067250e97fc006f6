package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.SmallHome.LATEST;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A configuration that can't be used is refused with all that is wrong with it, and one that can be used is never
 * understood as anything but text.
 */
class BadConfigurationTest extends HomeTest {
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-12-24T00:00:00Z"), ZoneOffset.UTC);

    /** Commands that read every option and start no process. */
    private static final List<String> COMMANDS = List.of(
            "list-servers",
            "show-servers all",
            "-f json show-servers all",
            "list-backups all",
            "show-backup main " + LATEST,
            "list-files main " + LATEST,
            "keep --status main " + LATEST);

    /** What a shell would run, outside quotes and inside double ones. */
    private static final String COMMANDS_FOR_A_SHELL = "x; touch pwned & `touch pwned` $(touch pwned) | touch pwned";

    /** Options that every run here needs as they are. */
    private static final List<String> ELSEWHERE =
            List.of("barman_user", "barman_home", "log_file", "configuration_files_directory");

    @Test
    void everyProblemInEveryFileIsToldAtOnceWithItsPlace() {
        Path first = directory.resolve("conf.d/1.conf");
        Path second = directory.resolve("conf.d/2.conf");
        Path third = directory.resolve("conf.d/3.conf");
        Path fourth = directory.resolve("conf.d/4.conf");
        home.configure("a word\n\n[main]\ndescription = %(nosuch)s\n");
        home.write(first, "[one]\n\n= nothing\n");
        home.write(second, "option = before any section\n[two]\ndescription = %\n");
        home.write(third, new byte[] {'[', 'x', ']', '\n', (byte) 0xe4});
        home.write(fourth, "\ufeff[four]\n");

        assertThat(run("list-servers"))
                .isRefusedWith(
                        "expected 'option = value' but found 'a word' (" + home.config() + ":6)",
                        "option 'description': Bad value substitution: it contains the name 'nosuch', which is not set in"
                                + " its section (" + home.config() + ":9)",
                        "expected 'option = value' but found '= nothing' (" + first + ":3)",
                        "an option stands before the first [section] (" + second + ":1)",
                        "option 'description': '%' must be followed by '%' or '(', found: '%' (" + second + ":3)",
                        "the file is not UTF-8 text (" + third + ":2)",
                        "the file begins with a byte order mark; save it as UTF-8 without one (" + fourth + ":1)");
    }

    @Test
    void sectionsThatOccurTwiceAreOne() {
        home.write(directory.resolve("conf.d/z.conf"), "[main]\ndescription = later\n[main]\nactive = true\n");

        assertThat(run("list-servers")).succeeds().warnsOf().prints("main - later\n");
    }

    @Test
    void aLimitForATablespaceThatMakesNoSenseIsToldAndTheOthersHold() {
        home.configureServer("tablespace_bandwidth_limit = tbs1:1000, tbs2:500");

        assertThat(run("list-servers"))
                .succeeds()
                .warnsOf("Invalid tablespace_bandwidth_limit rule 'tbs1:1000,' for server \"main\" (ignored; rules are"
                        + " name:limit with spaces, not commas, between)");
        home.replace(home.serverConfig(), "tbs1:1000, tbs2:500", "tbs1:1000   tbs2:500");
        assertThat(run("list-servers")).succeeds().warnsOf();
    }

    @Test
    void numbersThatAreNoneAreTold() {
        home.configureServer("bandwidth_limit = 10M", "minimum_redundancy = two");

        assertThat(run("list-servers"))
                .succeeds()
                .warnsOf(
                        "Invalid bandwidth_limit \"10M\" for server \"main\" (fallback to \"0\")",
                        "Invalid minimum_redundancy \"two\" for server \"main\" (fallback to \"0\")");
        home.replace(home.serverConfig(), "bandwidth_limit = 10M", "");
        home.replace(home.serverConfig(), "minimum_redundancy = two", "minimum_redundancy = -1");
        assertThat(run("list-servers"))
                .succeeds()
                .warnsOf("Negative value of minimum_redundancy \"-1\" for server \"main\" (fallback to \"0\")");
    }

    @Test
    void namesThatReferToEachOtherAreRefused() {
        home.configure("[main]\ndescription = %(path_prefix)s\npath_prefix = %(description)s\n");

        Answer answer = run("list-servers");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.errors()).hasSize(2).allMatch(line -> line.contains("Recursion limit exceeded"));
    }

    @Test
    void aFileWithNulBytesIsRefused() {
        Path file = directory.resolve("conf.d/nul.conf");
        home.write(file, "[one]\nconninfo = a\u0000b\n");

        assertThat(run("list-servers")).isRefusedWith("the file is not a text file (" + file + ":2)");
    }

    @Test
    void aFileLargerThanAnyConfigurationIsRefused() {
        Path file = directory.resolve("conf.d/large.conf");
        home.write(file, "#".repeat(5 << 20));

        assertThat(run("list-servers"))
                .isRefusedWith("cannot read the configuration file: the file is larger than 4096 KiB (" + file + ")");
    }

    @Test
    void whatIsNoFileIsLeftOut() throws IOException {
        home.makeDirectory(directory.resolve("conf.d/directory.conf"));
        Files.createSymbolicLink(directory.resolve("conf.d/endless.conf"), Path.of("/dev/zero"));
        Files.createSymbolicLink(directory.resolve("conf.d/gone.conf"), Path.of("nowhere"));
        home.makeDirectory(home.root().resolve(".barman.auto.conf"));

        assertThat(run("list-servers"))
                .succeeds()
                .warnsOf(
                        "Discarding configuration file: directory.conf (not a file)",
                        "Discarding configuration file: endless.conf (not a file)",
                        "Discarding configuration file: gone.conf (not found)",
                        "Discarding configuration file: .barman.auto.conf (not a file)")
                .prints("main - Main server\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch.conf", "conf.d/nosuch/barman.conf", "barman.conf/below"})
    void aFileThatDoesNotExistIsRefused(String name) {
        Path file = directory.resolve(name);

        assertThat(runWith(file, "list-servers")).isRefusedWith("Configuration file '" + file + "' does not exist");
    }

    @Test
    void aLinkToNowhereIsRefused() throws IOException {
        Path file = directory.resolve("link.conf");
        Files.createSymbolicLink(file, Path.of("nowhere"));

        assertThat(runWith(file, "list-servers")).isRefusedWith("Configuration file '" + file + "' does not exist");
    }

    @ParameterizedTest
    @CsvSource({"../../x,../../x", "/etc,/etc", ".,.", "..,..", "a\u001b[31mb,a\\x1b[31mb", "_ERROR,_ERROR"})
    void aServerWhoseNameLeadsElsewhereIsRefused(String name, String shown) {
        String error = "a server name must not start with a dot, contain a slash or control characters, or be a"
                + " reserved word: '" + shown + "'";
        addServer(name);

        assertThat(run("keep", "--status", name, "latest")).isRefusedWith(error);
        assertThat(run("list-servers")).succeeds();
        assertThat(run("list-backups", "main")).succeeds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(touch pwned)", "`touch pwned`", "a b;touch pwned", "'\"", "a\\", "%n%s", "ä€𝄞", "-c"})
    void aStrangeNameIsANameLikeAnyOther(String name) {
        addServer(name);

        assertThat(run("list-servers").out()).contains(name + "\n");
        assertThat(run("list-backups", "--", name)).succeeds().prints("");
        assertThat(run("show-backup", "--", name, "latest"))
                .isRefusedWith("Unknown backup 'latest' for server '" + name + "'");
        assertThat(run("show-servers", "--", name).out()).startsWith("Server " + name + ":\n");
        assertThat(Path.of("pwned")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                COMMANDS_FOR_A_SHELL,
                "/" + COMMANDS_FOR_A_SHELL,
                "'; touch pwned; '",
                "\"; touch pwned; \"",
                "\"",
                "'",
                "''",
                "\\",
                "\u001b]0;x\u0007",
                "-1",
                "999999999999999999999999999999",
                "None"
            })
    void anyValueIsNothingButText(String value) {
        Path touched = directory.resolve("pwned");
        StringBuilder lines = new StringBuilder();
        for (ConfigOption<?> option : Options.all()) {
            if (!ELSEWHERE.contains(option.name())) {
                lines.append(option.name() + " = " + value.replace("pwned", touched.toString()) + "\n");
            }
        }

        for (String config : List.of(lines.toString(), "[other]\n" + lines)) {
            home.configure(config);
            for (String command : COMMANDS) {
                assertThat(run(command)).as(command).isClear();
            }
        }
        assertThat(touched).doesNotExist();
    }

    @Test
    void aValueOfAnySingleOptionIsNothingButText() {
        Path touched = directory.resolve("pwned");
        for (ConfigOption<?> option : Options.all()) {
            String line = option.name() + " = /" + COMMANDS_FOR_A_SHELL.replace("pwned", touched.toString()) + "\n";
            home.configure("[other]\n" + line);

            assertThat(run("list-backups all")).as(line).isClear();
        }
        assertThat(touched).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"configuration_files_directory", "barman_home", "barman_lock_directory", "log_file"})
    void aGlobalOptionMayLeadAnywhere(String option) {
        for (String value : List.of("/dev/null", home.config().toString(), "/dev/null/x", "relative", "/", "~", "\"")) {
            home.configure(option + " = " + value + "\n");

            for (String command : List.of("list-servers", "list-backups all", "lock-directory-cleanup")) {
                assertThat(run(command))
                        .as("%s with %s = %s", command, option, value)
                        .isClear();
            }
        }
    }

    @Test
    void aServerCalledAllIsRefused() {
        addServer("all");

        assertThat(run("list-servers"))
                .isRefusedWith("the reserved word 'all' is not allowed as server name. Please rename it. ("
                        + directory.resolve("conf.d/other.conf") + ":2)");
    }

    @Test
    void anActiveModelThatIsNoneIsTold() {
        Path mark = home.root().resolve("main/.active-model.auto");

        home.write(mark, "nosuch\n");
        assertThat(run("keep --status main " + LATEST))
                .isRefusedWith("Model 'nosuch' is set as the active model for the server 'main' but the model does not"
                        + " exist.");
        home.write(mark, new byte[] {(byte) 0xff});
        assertThat(run("keep --status main " + LATEST)).isClear().hasStatus(1);
        home.makeDirectory(mark);
        assertThat(run("list-servers"))
                .isRefusedWith("cannot read the active model of server 'main' from " + mark + ": Is a directory");
    }

    @Test
    void namesThatNothingHasAreRefused() {
        assertThat(run("list-backups nosuch")).isRefusedWith("Unknown server 'nosuch'");
        assertThat(run("list-backups nosuch main ../x"))
                .isRefusedWith("Unknown server '../x'", "Unknown server 'nosuch'");
        assertThat(run("show-backup nosuch latest")).isRefusedWith("Unknown server 'nosuch'");
        assertThat(run("keep --status all latest")).isRefusedWith("You cannot use 'all' in a single server context");
        assertThat(run("config-switch main nosuch")).isRefusedWith("Unknown model 'nosuch'");
        for (String backup : List.of("20200101T000000", "nosuch", "../../../etc", "$(touch pwned)", "", "-")) {
            assertThat(run("show-backup", "--", "main", backup))
                    .isRefusedWith("Unknown backup '" + backup + "' for server 'main'");
        }
    }

    private void addServer(String name) {
        String text = "[" + name + "]\nconninfo = host=pg\nssh_command = ssh pg\narchiver = on\n"
                + "backup_options = concurrent_backup\n";
        home.write(directory.resolve("conf.d/other.conf"), text.getBytes(StandardCharsets.UTF_8));
    }

    private Answer run(String line) {
        return answer(home.words(line));
    }

    private Answer run(String... words) {
        return answer(home.words(List.of(words)));
    }

    private static Answer runWith(Path config, String command) {
        return answer(List.of("-c", config.toString(), command));
    }

    private static Answer answer(List<String> words) {
        CommandRun run = CommandRun.of(THEN, words);
        return new Answer(run.status(), run.out(), run.err());
    }
}
