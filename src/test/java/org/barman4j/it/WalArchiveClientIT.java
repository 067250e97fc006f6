package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.ScriptedBarmanHost.content;
import static org.barman4j.testing.ScriptedBarmanHost.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.ScriptedBarmanHost;
import org.barman4j.testing.SilentServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code barman-wal-archive} hands a whole WAL file over, or says why not with an exit code that PostgreSQL lives with. */
class WalArchiveClientIT {
    private static final String PROGRAM = "barman-wal-archive";
    private static final String WAL = segment(1);
    private static final String FAILED = "Remote 'barman put-wal' command has failed!";

    @TempDir
    private Path directory;

    private ScriptedBarmanHost host;
    private Path wal;

    @BeforeEach
    void startHost() {
        host = ScriptedBarmanHost.start(directory);
        wal = ScriptedBarmanHost.write(host.data().resolve("pg_wal").resolve(WAL), content(1));
    }

    @AfterEach
    void stopHost() {
        host.close();
    }

    @Test
    void sendsTheFileWithItsTimeAndChecksum() throws IOException {
        Files.setLastModifiedTime(wal, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));

        assertThat(archive().run()).succeeds().isSilent().prints("");

        assertThat(host.calls()).containsExactly("[put-wal][main]");
        assertThat(members()).containsExactly(WAL, "SHA256SUMS");
        Path received = unpack();
        assertThat(received.resolve(WAL)).hasSameBinaryContentAs(wal);
        assertThat(Files.getLastModifiedTime(received.resolve(WAL)).toInstant()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(received.resolve("SHA256SUMS"))
                .hasContent(sh("sha256sum < " + wal).split(" ", 2)[0] + " *" + WAL);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000002.history", "-odd name", "000000010000000000000001.00000028.backup"})
    void sendsWhateverHasAName(String name) throws IOException {
        Files.move(wal, wal.resolveSibling(name));

        assertThat(client("127.0.0.1", "main", "pg_wal/" + name).run())
                .succeeds()
                .isSilent();
        assertThat(client("127.0.0.1", "main", wal.resolveSibling(name).toString())
                        .run())
                .succeeds()
                .isSilent();
        assertThat(client("--", "127.0.0.1", "main", name).in(wal.getParent()).run())
                .succeeds()
                .isSilent();

        assertThat(unpack().resolve(name)).hasBinaryContent(content(1));
        assertThat(unpack().resolve("SHA256SUMS")).content().endsWith(" *" + name + "\n");
    }

    @Test
    void sendsAnMd5SumToOldServers() throws IOException {
        assertThat(archive("--md5").run()).succeeds().isSilent();

        assertThat(members()).containsExactly(WAL, "MD5SUMS");
        assertThat(unpack().resolve("MD5SUMS")).hasContent(sh("md5sum < " + wal).split(" ", 2)[0] + " *" + WAL);
    }

    @ParameterizedTest
    @CsvSource({
        "--gzip, gzip",
        "-z, gzip",
        "--bzip2, bzip2",
        "-j, bzip2",
        "--xz, xz",
        "--zstd, zstd",
        "--lz4, lz4",
        "--zstd --compression-level low, zstd",
        "--zstd --compression-level -5, zstd",
        "--zstd --compression-level 0, zstd",
        "--zstd --compression-level 22, zstd",
        "--lz4 --compression-level HIGH, lz4",
        "--lz4 --compression-level 0, lz4",
        "--lz4 --compression-level 16, lz4",
        "--xz --compression-level medium, xz",
        "-zj --md5, bzip2"
    })
    void compressesBeforeItSends(String options, String program) throws IOException {
        assertThat(archive(options.split(" ", -1)).run()).succeeds().isSilent();

        Path received = unpack();
        String sums = options.contains("md5") ? "MD5SUMS" : "SHA256SUMS";
        String sum = options.contains("md5") ? "md5sum" : "sha256sum";
        assertThat(sh(sum + " -c " + received.resolve(sums), received)).isEqualTo(WAL + ": OK\n");
        sh(program + " -dc < " + received.resolve(WAL) + " > " + received.resolve("plain"));
        assertThat(received.resolve("plain")).hasSameBinaryContentAs(wal);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"--gzip, 12, 9", "--bzip2, 0, 1", "--xz, -3, 1", "--zstd, 50, 22", "--lz4, -1, 0"})
    void bringsALevelOutOfRangeBackIntoIt(String option, String level, String taken) {
        Answer answer = archive(option, "--compression-level", level).run();

        assertThat(answer).hasStatus(0);
        assertThat(answer.err())
                .isEqualTo("Compression level %s out of range for %s, using %s instead\n"
                        .formatted(level, option.substring(2), taken));
    }

    @Test
    void refusesACompressionThatItHasNoProgramFor() throws IOException {
        assertRefused(archive("--snappy").run(), 2, "snappy is not available");
        Path poor = Files.createDirectories(directory.resolve("poor"));
        Files.createSymbolicLink(poor.resolve("ssh"), Path.of("/usr/bin/ssh"));
        assertRefused(archive("--zstd").with("PATH", poor).run(), 2, "The program 'zstd' is not installed");
        assertRefused(
                archive("--zstd").with("PATH", "/nonexistent").run(),
                2,
                "Error executing ssh: there is no such program on PATH");
        assertThat(host.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "it's", "$HOME", "`id`", "a;exit 9", "*", "\"", "\\", "a\nb", "=x", "~", "K\u00f6ln"})
    void noValueIsReadByTheRemoteShell(String value) {
        assertThat(client("-c", value, "127.0.0.1", value, wal.toString()).run())
                .succeeds()
                .isSilent();

        assertThat(host.calls()).containsExactly("[--config=" + value + "][put-wal][" + value + "]");
    }

    @Test
    void testsTheConnection() {
        host.behave("echo Ready; echo indeed >&2; exit 0");
        assertThat(archive("--test").run()).succeeds().isSilent().prints("Ready\nindeed\n\n");
        assertThat(archive("-tc/etc/other.conf").run()).succeeds();
        assertThat(host.calls())
                .containsExactly("[put-wal][main][--test]", "[--config=/etc/other.conf][put-wal][main][--test]");

        host.behave("echo 'Incoming is missing'; exit 1");
        assertThat(archive("--test").run()).hasStatus(1).isSilent().prints("Incoming is missing\n\n");
        assertRefused(archive("--test", "--port=1").run(), 3, "Connection problem with ssh");
    }

    @ParameterizedTest
    @CsvSource({
        "exit 1, 1, " + FAILED,
        "exit 2, 2, " + FAILED,
        "exit 5, 5, " + FAILED,
        "exit 125, 125, " + FAILED,
        "exit 126, 2, " + FAILED,
        "exit 127, 2, " + FAILED,
        "exit 143, 2, " + FAILED,
        "exit 255, 3, Connection problem with ssh",
        "kill -9 $$, 3, Connection problem with ssh"
    })
    void tellsHowTheRemoteCommandEnded(String behaviour, int status, String error) {
        host.behave(behaviour);

        assertRefused(archive().run(), status, error);

        assertNothingIsLeft();
    }

    /** What fits into the buffers on the way counts as read, so the file is larger. */
    @Test
    void doesNotBelieveARemoteCommandThatHasNotReadTheFile() throws IOException {
        Files.write(wal, new byte[16 << 20]);
        host.behave("exit 0");

        assertRefused(archive().run(), 2, "Remote 'barman put-wal' command has not read the whole file");

        assertNothingIsLeft();
    }

    @Test
    void saysThatTheRemoteBarmanIsMissing() {
        host.replaceBarman("#!/nonexistent/interpreter\n");

        Answer answer = archive().run();

        assertRefused(answer, 2, FAILED);
        assertThat(answer.err()).contains("HINT: There is no program 'barman' on the PATH of ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'the following arguments are required: BARMAN_HOST, SERVER_NAME, WAL_PATH'",
        "h, 'the following arguments are required: SERVER_NAME, WAL_PATH'",
        "h -z s, the following arguments are required: WAL_PATH",
        "h s w x y, unrecognized arguments: x y",
        "--nope h s w, unrecognized arguments: --nope",
        "-x h s w, unrecognized arguments: -x",
        "--co x h s w, 'ambiguous option: --co could match --config, --compression-level'",
        "h s w -U, argument -U/--user: expected one argument",
        "-U -z h s w, argument -U/--user: expected one argument",
        "--config -- h s w, argument -c/--config: expected one argument",
        "--test=3 h s w, argument -t/--test: ignored explicit argument '3'",
        "-zx h s w, argument -z/--gzip: ignored explicit argument 'x'",
        "--compression-level best h s w, argument --compression-level: invalid parse_compression_level value: 'best'",
        "--timeout 1.5 h s w, argument --timeout: invalid number of seconds: '1.5'",
        "--port -1 h s w, argument --port: invalid port: '-1'",
        "-U=-oProxyCommand=x h s w, argument -U/--user: invalid user: '-oProxyCommand=x'",
        "-- -oProxyCommand=x s w, argument BARMAN_HOST: invalid host: '-oProxyCommand=x'",
        "h -- --help w, argument SERVER_NAME: invalid name: '--help'"
    })
    void refusesWordsThatMakeNoSense(String words, String error) {
        Answer answer = host.bare(PROGRAM, words.isEmpty() ? List.of() : List.of(words.split(" ", -1)))
                .run();

        assertThat(answer).hasStatus(2).prints("");
        assertThat(answer.err())
                .startsWith("usage: barman-wal-archive [-h] [-V] [-U USER] ")
                .endsWith("\nbarman-wal-archive: error: " + error + "\n");
        assertThat(host.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-V",
                "--version",
                "--vers",
                "h -V",
                "-zV",
            })
    void tellsItsVersion(String words) {
        assertThat(host.bare(PROGRAM, List.of(words.split(" ", -1))).run())
                .succeeds()
                .isSilent()
                .prints("barman-wal-archive 3.17.0\n");
    }

    @Test
    void takesOptionsInAnyFormAndPlace() {
        String user = System.getProperty("user.name");
        String port = String.valueOf(host.port());

        for (String words : List.of(
                "127.0.0.1 --use " + user + " main pg_wal/" + WAL + " --por=" + port,
                "-U" + user + " 127.0.0.1 main --port " + port + " -- pg_wal/" + WAL,
                "-zU" + user + " 127.0.0.1 --port=" + port + " main pg_wal/" + WAL,
                "-U=" + user + " 127.0.0.1 main pg_wal/" + WAL + " --timeout 0 --port " + port)) {
            assertThat(host.bare(PROGRAM, List.of(words.split(" ", -1))).run())
                    .as(words)
                    .succeeds();
        }
        assertThat(host.calls()).hasSize(4).containsOnly("[put-wal][main]");
        assertThat(host.bare(PROGRAM, List.of("--help")).run().out())
                .startsWith("usage: barman-wal-archive ")
                .contains("--compression-level COMPRESSION_LEVEL\n", "--timeout SECONDS ");
    }

    @Test
    void bothProgramsReadOptionsByTheSameLines() throws IOException {
        assertThat(parser("barman-wal-archive")).hasSizeGreaterThan(100).isEqualTo(parser("barman-wal-restore"));
    }

    private static List<String> parser(String program) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/main/client").resolve(program));
        int start = lines.indexOf(
                "# read_option WORD: sets kind to word, flag, valued or stranger; option; and, if one came with it, value and"
                        + " has_value=yes");
        return lines.subList(start, lines.indexOf("case $words in"));
    }

    @Test
    void callsNobodyForAFileThatIsNone() throws IOException {
        Path pipe = directory.resolve("pipe");
        sh("mkfifo " + pipe);

        assertRefused(client("127.0.0.1", "main", "pg_wal").run(), 2, "WAL_PATH cannot be a directory: pg_wal");
        assertRefused(
                client("127.0.0.1", "main", "nosuch").run(),
                2,
                "Cannot open 'nosuch' (WAL_PATH) for reading: No such file or directory");
        assertRefused(
                client("127.0.0.1", "main", pipe.toString()).run(),
                2,
                "Cannot open '" + pipe + "' (WAL_PATH) for reading: Not a regular file");
        assertThat(host.calls()).isEmpty();
    }

    @Test
    void givesUpOnAServerThatNeverSpeaks() throws IOException {
        try (SilentServer server = new SilentServer()) {
            Answer answer = within(
                    Duration.ofSeconds(20),
                    host.client(server.port(), PROGRAM, "--timeout=1", "127.0.0.1", "main", wal.toString()));

            assertRefused(answer, 3, "The Barman server 127.0.0.1 has not answered within 1 seconds");
            assertRefused(
                    host.client(server.closingPort(), PROGRAM, "127.0.0.1", "main", wal.toString())
                            .run(),
                    3,
                    "Connection problem with ssh");
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 600", "cat > /dev/null; sleep 600"})
    void givesUpOnARemoteCommandThatHangs(String behaviour) {
        host.behave(behaviour);

        assertRefused(
                within(Duration.ofSeconds(20), archive("--timeout", "2")),
                3,
                "The Barman server 127.0.0.1 has not answered within 2 seconds");
        assertNothingIsLeft();
    }

    /** SIGQUIT, which PostgreSQL sends in an immediate shutdown, is blocked in children of a JVM. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 2"})
    void leavesNothingWhenItIsEnded(String signal, int status) throws Exception {
        host.behave("sleep 600");
        Process process = archive("--gzip").start();
        Eventually.holds("the remote command runs", () -> !host.calls().isEmpty());
        List<ProcessHandle> children = process.descendants().toList();
        assertThat(children).isNotEmpty();

        sh("kill -s " + signal + " " + process.pid());

        Eventually.holds("it ends", () -> !process.isAlive());
        assertThat(process.exitValue()).isEqualTo(status);
        Eventually.holds("its children end", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertNothingIsLeft();
    }

    @Test
    void aFullOrMissingTemporaryDirectoryIsToldOf() {
        assertRefused(
                archive().with("TMPDIR", directory.resolve("nosuch")).run(),
                2,
                "Cannot make a temporary directory in " + directory.resolve("nosuch"));
        assertThat(archive().without("TMPDIR").run()).succeeds().isSilent();
    }

    private ProgramCall archive(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("127.0.0.1", "main", wal.toString()));
        return client(words.toArray(String[]::new));
    }

    private ProgramCall client(String... words) {
        return host.client(PROGRAM, words);
    }

    private static Answer within(Duration limit, ProgramCall call) {
        Instant start = Instant.now();
        Answer answer = call.run();
        assertThat(Duration.between(start, Instant.now())).isLessThan(limit);
        return answer;
    }

    private static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer).hasStatus(status);
        assertThat(answer.errors()).containsExactly(error);
    }

    private void assertNothingIsLeft() {
        try (Stream<Path> files = Files.list(host.temporary())) {
            assertThat(files).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> members() {
        return sh("tar -tf " + host.received()).lines().toList();
    }

    private Path unpack() throws IOException {
        Path received = Files.createDirectories(directory.resolve("received"));
        sh("tar -xf " + host.received() + " -C " + received);
        return received;
    }

    private String sh(String line) {
        return sh(line, directory);
    }

    private static String sh(String line, Path place) {
        return ProgramCall.of(Path.of("/bin/sh"))
                .words(List.of("-c", line))
                .in(place)
                .run()
                .mustSucceed()
                .out();
    }
}
