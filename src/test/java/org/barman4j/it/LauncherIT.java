package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher finds the program and a JVM, and is out of the way from then on. */
class LauncherIT extends HomeTest {
    private static final String LISTING = "main - Main server\n";

    private final Installation installation = Installation.shared();

    @Test
    void startsInAnyDirectory() {
        assertThat(installation.barman("-c", "barman.conf", "list-servers").in(directory))
                .extracting(ProgramCall::run)
                .isEqualTo(new Answer(0, LISTING, ""));
    }

    @Test
    void startsThroughLinksOfAllKinds() throws IOException {
        Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), installation.program());
        Path relative = Files.createSymbolicLink(
                directory.resolve("relative"), directory.toRealPath().relativize(installation.program()));
        Path chain = Files.createSymbolicLink(directory.resolve("a chain"), Path.of("relative"));
        Path parent = Files.createSymbolicLink(
                directory.resolve("parent"), installation.program().getParent());

        for (Path program : List.of(absolute, relative, chain, parent.resolve("barman"))) {
            assertThat(listServers(program).run())
                    .as(program.toString())
                    .isSilent()
                    .prints(LISTING);
        }
        assertThat(listServers(Path.of("./a chain")).in(directory).run())
                .isSilent()
                .prints(LISTING);
    }

    @Test
    void startsFromThePath() throws IOException {
        Files.createSymbolicLink(directory.resolve("linked"), installation.program());
        Path bin = installation.program().getParent();

        assertThat(shell("barman -c %s list-servers".formatted(home.config()))
                        .with("PATH", bin + ":" + System.getenv("PATH"))
                        .run())
                .isSilent()
                .prints(LISTING);
        assertThat(shell("cd %s; PATH=.:$PATH; linked -c %s list-servers".formatted(directory, home.config()))
                        .run())
                .isSilent()
                .prints(LISTING);
    }

    @Test
    void startsWhereItsPathHasBlanksAndStrangeLetters() {
        Installation moved = installation.copyTo(directory.resolve("a place & \u00fcml\u00e4ut $HOME"));

        assertThat(listServers(moved.program()).run()).isSilent().prints(LISTING);
    }

    @Test
    void saysWhatIsMissingWhenItIsCutOffFromItsJars() throws IOException {
        Path alone = Files.copy(
                installation.program(),
                Files.createDirectories(directory.resolve("bin")).resolve("barman"));

        assertThat(listServers(alone).run())
                .isRefusedWith(
                        "cannot find " + directory + "/bin/../lib/barman4j/barman4j.jar; install barman4j again");
    }

    @Test
    void takesTheJavaThatIsNamedMostClearly() throws IOException {
        Path one = fakeJava("one", "17.0.1", "echo one");
        Path two = fakeJava("two", "25", "echo two");
        Path three = fakeJava("three", "18-ea", "echo three");
        ProgramCall call = listServers(installation.program())
                .with("BARMAN_JAVA", one)
                .with("JAVA_HOME", two.getParent().getParent())
                .with("PATH", directory.resolve("nosuch") + "::" + three.getParent());

        assertThat(call.run()).isSilent().prints("one\n");
        assertThat(call.without("BARMAN_JAVA").run()).isSilent().prints("two\n");
        assertThat(call.without("BARMAN_JAVA").without("JAVA_HOME").run())
                .isSilent()
                .prints("three\n");
        assertThat(call.with("BARMAN_JAVA", "").with("JAVA_HOME", "").run())
                .isSilent()
                .prints("three\n");
    }

    @Test
    void refusesAJavaThatCannotBeRun() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "");
        ProgramCall call = listServers(installation.program());

        for (Path java : List.of(directory.resolve("no such"), plain, directory, plain.resolve("below"))) {
            assertThat(call.with("BARMAN_JAVA", java).run())
                    .isRefusedWith("cannot run the Java program " + java + "; check BARMAN_JAVA and JAVA_HOME");
        }
        assertThat(call.with("JAVA_HOME", "/nonexistent").run())
                .isRefusedWith("cannot run the Java program /nonexistent/bin/java; check BARMAN_JAVA and JAVA_HOME");
        assertThat(call.without("JAVA_HOME").with("PATH", directory).run())
                .isRefusedWith("barman4j needs Java 17 or later, and there is no java on PATH; install"
                        + " openjdk-17-jre-headless or set BARMAN_JAVA");
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, 11.0.2", "1.8.0_392, 1.8.0_392", "16, 16", "newest, newest", "'', unknown"})
    void refusesAnOldJavaByItsReleaseFile(String version, String told) throws IOException {
        Path java = fakeJava("old", version, "echo started");

        assertThat(listServers(installation.program()).with("BARMAN_JAVA", java).run())
                .prints("")
                .isRefusedWith("barman4j needs Java 17 or later, but " + java + " is version " + told);
    }

    @Test
    void asksAJavaWithoutReleaseFileForItsVersion() throws IOException {
        Path java = fakeJava("old", "", "[ \"$1\" = -version ] || exit 9; echo 'java version \"1.8.0_392\"' >&2");
        Files.delete(directory.resolve("old/release"));
        ProgramCall call = listServers(installation.program()).with("BARMAN_JAVA", java);

        assertThat(call.run()).isRefusedWith("barman4j needs Java 17 or later, but " + java + " is version 1.8.0_392");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        assertThat(call.run()).isRefusedWith("cannot run the Java program " + java);
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"21.0.1\" 2023-10-17'\n");
        assertThat(call.run()).succeeds();
    }

    @Test
    void noFileTakesThePlaceOfAStreamThatIsClosed() throws IOException {
        Path streams = directory.resolve("streams");
        Path java = fakeJava(
                "any",
                "17",
                "in=$(readlink /proc/$$/fd/0) out=$(readlink /proc/$$/fd/1) err=$(readlink /proc/$$/fd/2)\n"
                        + "echo $in $out $err >" + streams);
        String line = installation.program() + " -c " + home.config() + " list-servers";

        assertThat(shell(line + " <&- >&- 2>&-").with("BARMAN_JAVA", java).run())
                .hasStatus(0);
        assertThat(streams).hasContent("/dev/null /dev/null /dev/null");
        assertThat(shell(line + " >&-").run()).isRefusedWith("cannot write the output: Bad file descriptor");
    }

    @Test
    void passesExitCodesOn() throws IOException {
        Path java = fakeJava("any", "17", "exit 42");

        assertThat(installation.barman(home.words("list-servers")).run()).hasStatus(0);
        assertThat(installation.barman(home.words("list-backups nosuch")).run()).hasStatus(1);
        assertThat(installation.barman(home.words("list-backups")).run()).hasStatus(2);
        assertThat(installation.barman().with("BARMAN_JAVA", java).run()).hasStatus(42);
    }

    @Test
    void passesWordsOnAsTheyAre() throws IOException {
        Path java = fakeJava("any", "17", "for word; do echo \"<$word>\"; done");

        Answer answer = installation
                .barman("a  b", "", "*", "$HOME", "`id`", "\\", "\u00e4\nb")
                .with("BARMAN_JAVA", java)
                .run();

        assertThat(answer.out()).endsWith("<a  b>\n<>\n<*>\n<$HOME>\n<`id`>\n<\\>\n<\u00e4\nb>\n");
    }

    @Test
    void becomesTheJvmSoThatASignalReachesIt() throws IOException {
        Path pipe = directory.resolve("pipe");
        assertThat(ProgramCall.of(Path.of("/usr/bin/mkfifo"))
                        .words(List.of(pipe.toString()))
                        .run())
                .succeeds();
        Process process = installation
                .barman("-c", pipe.toString(), "list-servers") // which waits for somebody to write to the pipe
                .start();
        try {
            Path running = Path.of("/proc/" + process.pid());
            Eventually.holds(
                    "the JVM runs in the process of the launcher",
                    () -> SmallHome.read(running.resolve("cmdline")).contains("org.barman4j.app.Main"));
            assertThat(running.resolve("exe").toRealPath()).endsWith(Path.of("bin/java"));

            process.destroy();

            Eventually.holds("SIGTERM ends it", () -> !process.isAlive());
            assertThat(process.exitValue()).isEqualTo(128 + 15);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void leavesStandardInputToTheProgram() throws IOException {
        Path java = fakeJava("any", "17", "cat");
        Path input = Files.write(directory.resolve("input"), new byte[] {0, 1, '\n', (byte) 0xff, 'x'});

        assertThat(installation
                        .barman("put-wal", "main")
                        .with("BARMAN_JAVA", java)
                        .reading(input)
                        .run()
                        .out())
                .isEqualTo("\0\1\n\ufffdx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+PrintCommandLineFlags", "-XX:+UseSerialGC -XX:+PrintFlagsRanges", "-Xmx4k -Xmx64m"})
    void keepsWhatTheJvmSaysOffStandardOutput(String options) {
        Answer answer = listServers(installation.program())
                .with("BARMAN_JAVA_OPTS", options)
                .run();

        assertThat(answer).hasStatus(0).prints(LISTING);
    }

    @Test
    void keepsWhatTheJvmLogsOffStandardOutput() {
        Answer answer = listServers(installation.program())
                .with("BARMAN_JAVA_OPTS", "-XX:NewSize=70m")
                .run();

        assertThat(answer).hasStatus(0).prints(LISTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HOME=/",
                "LC_ALL=C",
                "LC_ALL=POSIX",
                "LANG=C",
                "LC_CTYPE=POSIX",
                "LANG=C.UTF-8",
                "LANG=xx_XX.UTF-8",
                "LC_ALL=en_US.ISO-8859-1",
                "LC_CTYPE=UTF-8"
            })
    void readsAndWritesUtf8InAnyLocale(String variable) {
        SmallHome strange = SmallHome.in(directory.resolve("K\u00f6ln \u6771\u4eac"));
        strange.replace(strange.serverConfig(), "Main server", "gr\u00fc\u00dfe \u20ac \ud834\udd1e");
        String[] assignment = variable.split("=", 2);
        ProgramCall call = installation.barman().with(assignment[0], assignment[1]);

        assertThat(call.words(strange.words("list-servers")).run())
                .isSilent()
                .prints("main - gr\u00fc\u00dfe \u20ac \ud834\udd1e\n");
        assertThat(call.words(strange.words("list-files --target data main latest"))
                        .run())
                .isSilent()
                .prints(strange.base(SmallHome.LATEST).resolve("data/PG_VERSION") + "\n");
        assertThat(call.words(strange.words("list-backups n\u00f6such")).run())
                .isRefusedWith("Unknown server 'n\u00f6such'");
    }

    private ProgramCall listServers(Path program) {
        return ProgramCall.of(program).words(home.words("list-servers"));
    }

    private static ProgramCall shell(String line) {
        return ProgramCall.of(Path.of("/bin/sh")).words(List.of("-c", line));
    }

    /** A program in place of Java, in a home with a release file that tells the version. */
    private Path fakeJava(String name, String version, String script) throws IOException {
        Path java =
                Files.createDirectories(directory.resolve(name).resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                directory.resolve(name).resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_VERSION_DATE=\"2020-01-01\"\n");
        return java;
    }
}
