package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.SmallHome.LATEST;
import static org.barman4j.testing.SmallHome.MIDDLE;
import static org.barman4j.testing.SmallHome.OLDEST;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input whose effect only a whole process shows: its memory, its user, its streams, the programs it starts. */
class BadInputIT extends HomeTest {
    private final Installation installation = Installation.shared();

    @Test
    void aMainFileThatSaysNothingIsRefusedBeforeAnythingElse() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.conf"), "");
        Path binary = Path.of("/bin/true");
        Path nul = Files.write(directory.resolve("nul.conf"), new byte[100]);
        Path latin = Files.write(directory.resolve("latin.conf"), new byte[] {'#', (byte) 0xe4, '\n'});
        Path endless = Path.of("/dev/zero");

        assertThat(listServers(empty)).isRefusedWith("the configuration file has no [barman] section (" + empty + ")");
        assertThat(listServers(directory))
                .isRefusedWith("cannot read the configuration file: Is a directory (" + directory + ")");
        assertThat(listServers(binary)).isRefusedWith("the file is not UTF-8 text (" + binary + ":1)");
        assertThat(listServers(nul)).isRefusedWith("the file is not a text file (" + nul + ":1)");
        assertThat(listServers(latin)).isRefusedWith("the file is not UTF-8 text (" + latin + ":1)");
        assertThat(listServers(endless))
                .isRefusedWith(
                        "cannot read the configuration file: the file is larger than 4096 KiB (" + endless + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(touch pwned)", "`touch pwned`", "-1", "nosuchuser; touch pwned", "../root", "a\\"})
    void aUserThatDoesNotExistIsRefused(String user) {
        home.configure("");
        home.replace(home.config(), "barman_user = " + System.getProperty("user.name"), "barman_user = " + user);

        Answer answer = run("list-servers");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.errors()).singleElement().asString().contains("'" + user + "'");
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @Test
    void namesThatMultiplyAreRefusedBeforeMemoryRunsOut() {
        String lines = IntStream.range(0, 8)
                .mapToObj(i -> "a" + i + " = " + ("%(a" + (i + 1) + ")s").repeat(12) + "\n")
                .collect(Collectors.joining());
        home.configure("[other]\nconninfo = %(a0)s\n" + lines + "a8 = 123456789012\n");

        Answer answer = run("list-servers");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.err()).doesNotContain("OutOfMemoryError");
    }

    @Test
    void hugeFilesFitIntoLittleMemory() throws IOException {
        grow(home.backupInfo(MIDDLE), 40_000_000);
        Answer large = run("list-backups main");
        Files.delete(home.backupInfo(MIDDLE));
        Files.createSymbolicLink(home.backupInfo(MIDDLE), Path.of("/dev/zero"));
        Answer endless = run("list-backups main");

        for (Answer answer : List.of(large, endless)) {
            assertThat(answer).succeeds();
            assertThat(answer.out()).contains(OLDEST, LATEST);
            assertThat(answer.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("Leaving out a backup of server 'main' whose metadata is damaged: "
                            + home.backupInfo(MIDDLE) + ": the file is ");
        }
    }

    @Test
    void aHugeWalCatalogueWithoutLineEndsIsRefused() throws IOException {
        grow(home.xlogDb(), 200_000_000);

        assertThat(run("list-backups main"))
                .isRefusedWith("the WAL catalogue " + home.xlogDb() + " is not one: it has no line ends");
    }

    @Test
    void aHugeMarkIsRefused() throws IOException {
        Files.createSymbolicLink(home.meta().resolve(LATEST + "-keep"), Path.of("/dev/zero"));

        Answer answer = run("keep --status main " + LATEST);

        assertThat(answer).isClear();
        assertThat(answer.err()).doesNotContain("OutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/dev/null/log", "/proc/nosuch/log", "relative/log", "`touch pwned`", "%%%%(name)s"})
    void aLogThatCannotBeWrittenChangesNothing(String file) {
        home.replace(home.config(), "log_file = /dev/null", "log_file = " + file);

        assertThat(installation
                        .barman(home.words("list-backups nosuch"))
                        .in(directory)
                        .run())
                .isRefusedWith("Unknown server 'nosuch'");
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x; touch %1$s & `touch %1$s` $(touch %1$s) | touch %1$s",
                "/'; touch %1$s; '",
                "/\"; touch %1$s; \""
            })
    void anyValueOfAnyOptionReachesNoShell(String value) {
        Path touched = directory.resolve("pwned");
        StringBuilder lines = new StringBuilder();
        for (ConfigOption<?> option : Options.all()) {
            if (!List.of("barman_user", "barman_home", "log_file", "configuration_files_directory")
                    .contains(option.name())) {
                lines.append(option.name())
                        .append(" = ")
                        .append(value.formatted(touched))
                        .append('\n');
            }
        }
        home.configure(lines.toString());
        home.replace(home.config(), "barman_lock_directory = ", "ssh_command = ");
        home.write(home.root().resolve(".main-receive-wal.lock"), "$(touch " + touched + ")\n");

        for (String command :
                List.of("list-processes main", "terminate-process main receive-wal", "config-switch main --reset")) {
            assertThat(run(command)).as(command).isClear();
        }
        assertThat(touched).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"list-files --target full main latest", "list-backups all", "-f json show-servers all", "--help"
            })
    void aReaderThatGoesAwayEndsTheCommandQuietly(String command) {
        home.write(home.base(LATEST).resolve("data/x"), "");
        for (int i = 0; i < 2_000; i++) {
            home.write(home.base(LATEST).resolve("data/" + "a long name to fill the pipe with ".repeat(3) + i), "");
        }

        assertThat(shell("set -o pipefail; \"$@\" | head -1 > /dev/null", command))
                .succeeds()
                .isSilent();
        assertThat(shell("set -o pipefail; \"$@\" | true", command)).succeeds().isSilent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-servers", "list-backups all", "list-files main latest", "show-backup main latest"})
    void aFullDeviceIsToldInOneLine(String command) {
        assertThat(shell("\"$@\" > /dev/full", command))
                .isRefusedWith("cannot write the output: No space left on device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f json list-backups all", "--help", "--version", "list-backups --help"})
    void aFullDeviceIsToldForAnythingThatIsPrinted(String command) {
        assertThat(shell("\"$@\" > /dev/full", command))
                .isRefusedWith("cannot write the output: No space left on device");
    }

    @Test
    void nobodyNeedsToReadTheErrors() {
        assertThat(shell("\"$@\" 2> /dev/full", "list-backups nosuch")).hasStatus(1);
        assertThat(shell("\"$@\" 2> /dev/full", "list-backups main")).hasStatus(0);
        assertThat(shell("\"$@\" 2>&-", "list-backups nosuch")).hasStatus(1);
        assertThat(shell("\"$@\" >&- <&-", "keep --release main latest")).isClear();
    }

    private Answer listServers(Path config) {
        return installation.barman("-c", config.toString(), "list-servers").run();
    }

    private Answer run(String line) {
        return installation.barman(home.words(line)).in(directory).run();
    }

    /** Runs a line of shell script with our command line as its words. */
    private Answer shell(String script, String line) {
        return ProgramCall.of(Path.of("/bin/bash"))
                .words(List.of("-c", script, "bash", installation.program().toString()))
                .words(home.words(line))
                .run();
    }

    private static void grow(Path file, long length) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
    }
}
