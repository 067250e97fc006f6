package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.ScriptedBarmanHost.SEGMENT_SIZE;
import static org.barman4j.testing.ScriptedBarmanHost.content;
import static org.barman4j.testing.ScriptedBarmanHost.segment;
import static org.barman4j.testing.ScriptedBarmanHost.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.ScriptedBarmanHost;
import org.barman4j.testing.SilentServer;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code barman-wal-restore} delivers whole WAL files only, and fetches the next ones while PostgreSQL replays. */
class WalRestoreClientIT {
    private static final String PROGRAM = "barman-wal-restore";
    private static final String WAL = segment(1);
    private static final String FAILED = "Remote 'barman get-wal' command has failed!";
    private static final String DESTINATION = "pg_wal/RECOVERYXLOG";

    @TempDir
    private Path directory;

    private ScriptedBarmanHost host;
    private Path spool;
    private Path destination;

    @BeforeEach
    void startHost() throws IOException {
        host = ScriptedBarmanHost.start(directory);
        host.archive(1, 3);
        spool = directory.resolve("spool");
        destination = host.data().resolve(DESTINATION);
        Files.createDirectories(destination.getParent());
    }

    @AfterEach
    void stopHost() {
        prefetcher().ifPresent(process -> {
            process.destroy();
            Eventually.holds("the prefetcher ends", () -> !process.isAlive());
        });
        host.close();
    }

    @Test
    void deliversTheFile() {
        assertThat(restore(1).run()).succeeds().isSilent().prints("");

        assertDelivered(1);
        assertThat(host.calls()).containsExactly("[get-wal][main][" + WAL + "]");
        assertThat(spool).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "-P, '', [--partial]",
        "--keep-compression, '', [--keep-compression]",
        "--keep-compression --partial, '', [--keep-compression][--partial]",
        "-c /etc/b.conf, [--config][/etc/b.conf], ''",
        "-zPc/etc/b.conf, [--config][/etc/b.conf], [--gzip][--partial]",
        "--bzip2, '', [--bzip2]"
    })
    void asksAsBarmansOwnProgramDoes(String options, String before, String behind) {
        assertThat(restore(1, options.split(" ", -1)).run()).succeeds().isSilent();

        assertThat(host.calls()).containsExactly(before + "[get-wal]" + behind + "[main][" + WAL + "]");
    }

    @ParameterizedTest
    @CsvSource({"-z, gzip", "--gzip, gzip", "-j, bzip2"})
    void saysThatCompressedTransferIsDeprecated(String option, String name) {
        assertThat(restore(1, option).run())
                .succeeds()
                .isSilent()
                .prints("WARNING: `" + name + "` option is deprecated and will be removed in future versions. For WAL"
                        + " compression, please make sure to enable it directly on the Barman server via the"
                        + " `compression` configuration option\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "it's", "$HOME", "`id`", "a;exit 9", "*", "\"", "\\", "a\nb", "K\u00f6ln"})
    void noValueIsReadByTheRemoteShell(String value) {
        assertThat(client("-c", value, "127.0.0.1", value, value, DESTINATION).run())
                .hasStatus(1);

        assertThat(host.calls()).containsExactly("[--config][" + value + "][get-wal][" + value + "][" + value + "]");
    }

    @Test
    void leavesTheTildeOfAPathToTheRemoteShell() {
        assertThat(restore(1, "-c", "~/b.conf").run()).succeeds();

        assertThat(host.calls())
                .containsExactly("[--config][" + directory + "/remote/b.conf][get-wal][main][" + WAL + "]");
    }

    @Test
    void aMissingFileIsToldByTheRemoteStatus() {
        write(destination, "before".getBytes(StandardCharsets.UTF_8));

        for (int jobs : new int[] {0, 2}) {
            Answer answer = restore(9, "-p", String.valueOf(jobs)).run();

            assertThat(answer).hasStatus(1).prints("");
            assertThat(answer.errors())
                    .containsExactly("WAL file '" + segment(9) + "' not found in server 'main'", FAILED);
        }
        assertThat(destination).hasContent("before");
        assertOnlyTheDestinationIsThere();
        assertThat(prefetcher()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "exit 1, 1, " + FAILED,
        "exit 3, 3, " + FAILED,
        "exit 125, 125, " + FAILED,
        "exit 126, 2, " + FAILED,
        "exit 127, 2, " + FAILED,
        "exit 143, 2, " + FAILED,
        "exit 255, 2, Connection problem with ssh",
        "kill -9 $$, 2, Connection problem with ssh",
        "head -c 99 archive/000000010000000000000001; exit 1, 1, " + FAILED,
        "exit 0, 2, The Barman server has sent an empty file for 000000010000000000000001"
    })
    void tellsHowTheRemoteCommandEnded(String behaviour, int status, String error) {
        host.behave(behaviour);

        assertRefused(restore(1).run(), status, error);

        assertThat(destination).doesNotExist();
        assertOnlyTheDestinationIsThere();
    }

    @Test
    void sleepsAfterAFailureOfTheServerOnly() {
        host.behave("exit 1");
        Instant start = Instant.now();

        Answer answer = restore(1, "--sleep=1").run();

        assertThat(answer).hasStatus(1);
        assertThat(answer.err()).isEqualTo("ERROR: " + FAILED + "\nSleeping for 1 seconds.\n");
        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
        assertThat(client("-s100", "127.0.0.1", "main", WAL, "pg_wal").run()).hasStatus(3);
    }

    @Test
    void testsTheConnection() {
        host.behave("echo Ready; echo indeed >&2; exit 0");
        assertThat(restore(1, "-t").run()).succeeds().isSilent().prints("Ready\nindeed\n\n");
        assertThat(host.calls()).containsExactly("[get-wal][--test][main][dummy_wal_name]");

        host.behave("echo 'No such server'; exit 1");
        assertThat(restore(1, "--test", "--sleep", "100").run())
                .hasStatus(1)
                .isSilent()
                .prints("No such server\n\n");
        assertRefused(restore(1, "--test", "--port=1").run(), 2, "Connection problem with ssh");
        assertThat(destination).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'the following arguments are required: BARMAN_HOST, SERVER_NAME, WAL_NAME, WAL_DEST'",
        "h s w, the following arguments are required: WAL_DEST",
        "h s w d x, unrecognized arguments: x",
        "--p 4 h s w d, 'ambiguous option: --p could match --port, --parallel, --partial'",
        "-p4x h s w d, argument -p/--parallel: invalid int value: '4x'",
        "-p -1 h s w d, argument -p/--parallel: must not be negative: '-1'",
        "-s 1.5 h s w d, argument -s/--sleep: invalid int value: '1.5'",
        "-z -j h s w d, argument -j/--bzip2: not allowed with argument -z/--gzip",
        "-z --keep-compression h s w d, argument --keep-compression: not allowed with argument -z/--gzip",
        "-Pt=3 h s w d, argument -t/--test: ignored explicit argument '=3'",
        "-U=-oProxyCommand=x h s w d, argument -U/--user: invalid user: '-oProxyCommand=x'",
        "-- -oProxyCommand=x s w d, argument BARMAN_HOST: invalid host: '-oProxyCommand=x'",
        "h s -- --help d, argument WAL_NAME: invalid name: '--help'"
    })
    void refusesWordsThatMakeNoSense(String words, String error) {
        Answer answer = host.bare(PROGRAM, words.isEmpty() ? List.of() : List.of(words.split(" ", -1)))
                .run();

        assertThat(answer).hasStatus(2).prints("");
        assertThat(answer.err())
                .startsWith("usage: barman-wal-restore [-h] [-V] [-U USER] ")
                .endsWith("\nbarman-wal-restore: error: " + error + "\n");
        assertThat(host.calls()).isEmpty();
    }

    @Test
    void tellsItsVersionAndOptions() {
        assertThat(host.bare(PROGRAM, List.of("-PV")).run()).isSilent().prints("barman-wal-restore 3.17.0\n");
        assertThat(host.bare(PROGRAM, List.of("x", "--he")).run().out())
                .startsWith("usage: barman-wal-restore ")
                .contains("-p JOBS, --parallel JOBS\n", "'/var/tmp/walrestore'", "--timeout SECONDS ");
    }

    @Test
    void refusesADestinationThatCannotBeWritten() {
        assertRefused(client("127.0.0.1", "main", WAL, "pg_wal").run(), 3, "WAL_DEST cannot be a directory: pg_wal");
        assertRefused(
                client("127.0.0.1", "main", WAL, "nosuch/x").run(),
                3,
                "Cannot open 'nosuch/x' (WAL_DEST) for writing: No such file or directory");
        assertRefused(
                client("127.0.0.1", "main", WAL, "/dev/null").run(),
                3,
                "Cannot open '/dev/null' (WAL_DEST) for writing: Not a regular file");
        assertThat(host.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd", "lz4"})
    void unpacksWhatArrivesCompressed(String program) {
        Path archived = host.archive().resolve(WAL);
        sh(program + " -c < " + archived + " > packed && mv packed " + archived);

        assertThat(restore(1, "--keep-compression").run()).succeeds().isSilent();

        assertDelivered(1);
    }

    @Test
    void deliversNothingThatItCannotUnpack() {
        write(host.archive().resolve(WAL), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        Answer broken = restore(1, "--keep-compression").run();
        write(host.archive().resolve(WAL), "\u00ff\6\0\0sNaPpY".getBytes(StandardCharsets.ISO_8859_1));
        Answer unknown = restore(1, "--keep-compression").run();

        assertRefused(broken, 2, "Cannot decompress " + WAL + " with gzip");
        assertRefused(unknown, 2, "Cannot decompress " + WAL + ": the program 'snappy' is not installed");
        assertThat(destination).doesNotExist();
        assertOnlyTheDestinationIsThere();
    }

    @Test
    void deliversAnArchivedFileOfAWrongSizeWithAWarning() {
        write(host.archive().resolve(WAL), Arrays.copyOf(content(1), 5000));

        assertThat(restore(1).run())
                .hasStatus(0)
                .warnsOf("the Barman server's " + WAL + " has 5000 bytes instead of " + SEGMENT_SIZE);

        assertThat(destination).hasSize(5000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000010000000000000001", "anything else"})
    void takesASpooledFileWithoutAskingTheServer(String name) {
        write(spool.resolve(name), content(7));
        host.initialize(true);

        assertThat(client("127.0.0.1", "main", name, DESTINATION).run())
                .succeeds()
                .isSilent();

        assertDelivered(7);
        assertThat(spool).isEmptyDirectory();
        assertThat(host.calls()).isEmpty();
    }

    @Test
    void takesASpooledFileAcrossFileSystems() throws IOException {
        Path other = Path.of("/dev/shm");
        assumeThat(Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(directory)))
                .as("there is a second file system")
                .isTrue();
        spool = Files.createTempDirectory(other, "barman4j");
        try {
            write(spool.resolve(WAL), content(7));

            assertThat(restore(1).run()).succeeds().isSilent();

            assertDelivered(7);
            assertThat(spool).isEmptyDirectory();
            assertThat(host.calls()).isEmpty();
        } finally {
            Files.delete(spool);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "head -c 16, has only 16 bytes",
        "head -c 1000000, has 1000000 bytes instead of 1048576",
        "cat archive/000000010000000000000001, has 2097152 bytes instead of 1048576",
        "gzip -c, is still compressed",
        "head -c 1048576 /dev/zero, begins with zeros",
        "echo ghost, has only 6 bytes",
        "yes ghost | head -c 1048576, is no WAL"
    })
    void removesRubbishFromTheSpool(String filter, String reason) throws IOException {
        Files.createDirectories(spool);
        if (filter.isEmpty()) {
            Files.createFile(spool.resolve(WAL));
        } else {
            String more = filter.replace("archive/", host.archive() + "/");
            sh("{ " + (more.startsWith("cat") ? "cat; " : "") + more + "; } < "
                    + host.archive().resolve(WAL) + " > " + spool.resolve(WAL));
        }

        assertRubbish(reason);
    }

    @Test
    void knowsAHistoryFileInTheSpool() throws IOException {
        String history = "1\t0/3000000\tno recovery target specified\n";
        String name = "00000002.history";
        write(spool.resolve(name), history.getBytes(StandardCharsets.UTF_8));

        assertThat(client("127.0.0.1", "main", name, DESTINATION).run())
                .succeeds()
                .isSilent();
        assertThat(destination).hasContent(history);

        write(spool.resolve(name), "ghost\n".getBytes(StandardCharsets.UTF_8));
        write(host.archive().resolve(name), history.getBytes(StandardCharsets.UTF_8));

        assertThat(client("127.0.0.1", "main", name, DESTINATION).run())
                .hasStatus(0)
                .warnsOf(spool.resolve(name) + " is no history file: it is removed, and fetched anew");
        assertThat(destination).hasContent(history);
    }

    @Test
    void removesFromTheSpoolWhatIsNoFile() throws IOException {
        write(spool.resolve(WAL).resolve("file"), content(1));
        assertRubbish("is not a regular file");

        Files.createSymbolicLink(spool.resolve(WAL), host.archive().resolve(WAL));
        assertRubbish("is not a regular file");
        assertThat(host.archive().resolve(WAL)).exists();

        Files.createSymbolicLink(spool.resolve(WAL), directory.resolve("nosuch"));
        assertRubbish("is not a regular file");
    }

    @Test
    void removesAnotherClustersFileFromTheSpool() {
        write(spool.resolve(WAL), content(1));
        host.initialize(false);

        assertRubbish("belongs to another cluster");
    }

    @Test
    void leavesASpoolThatIsSomebodyElsesAlone() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("only root can give a directory away")
                .isEqualTo("root");
        write(spool.resolve(WAL), content(7));
        sh("chown 65534 " + spool);

        assertThat(restore(1, "-p", "2").run())
                .hasStatus(0)
                .warnsOf("the spool directory " + spool
                        + " belongs to somebody else, so it is not used; name another by --spool-dir");

        assertDelivered(1);
        assertThat(list(spool)).containsExactly(WAL);
        sh("chown 0 " + spool + " && mv " + spool + " elsewhere && ln -s elsewhere " + spool + " && chown -h 65534 "
                + spool);
        assertThat(restore(1).run().warnings()).hasSize(1);
        assertThat(list(directory.resolve("elsewhere"))).containsExactly(WAL);
        sh("rm " + spool + " && mv elsewhere " + spool);
        sh("chown 0 " + spool + " && chmod 1777 " + spool);
        assertThat(restore(1).run()).succeeds(); // it is root's and ours
        assertDelivered(7);
    }

    @Test
    void refusesASpoolThatCannotBeMade() {
        write(directory.resolve("plain"), new byte[1]);
        spool = directory.resolve("plain/spool");

        assertRefused(restore(1, "-p1").run(), 2, "Cannot create '" + spool + "' directory: Not a directory");
        assertThat(restore(1).run()).succeeds();
    }

    @Test
    void prefetchesWhilePostgresReplays() {
        host.archive(1, 20);
        host.behave("sleep 0.3");

        assertThat(restore(1, "-p", "2").run()).succeeds().isSilent();

        assertDelivered(1);
        Eventually.holds("the spool is full", () -> spooled().equals(segments(2, 5)));
        host.behave("exit 1");
        for (int number = 2; number <= 5; number++) {
            assertThat(restore(number, "-p", "2").run()).succeeds().isSilent();
            assertDelivered(number);
        }
        assertThat(fetches()).containsAll(segments(1, 5)).doesNotHaveDuplicates();
    }

    @Test
    void fetchesEachFileOnceInALongReplay() {
        host.archive(1, 40);

        for (int number = 1; number <= 40; number++) {
            assertThat(restore(number, "-p", "4").run()).succeeds().isSilent();
            assertDelivered(number);
            assertThat(spooled()).hasSizeLessThanOrEqualTo(8);
        }

        Eventually.holds(
                "the prefetcher ends behind the last file", () -> prefetcher().isEmpty());
        assertThat(spooled()).hasSizeLessThanOrEqualTo(1);
        List<String> twice = new ArrayList<>(fetches());
        segments(1, 40).forEach(twice::remove);
        assertThat(twice).as("fetched twice in a race").hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void waitsForAFileThatIsOnItsWay() {
        host.archive(1, 3);
        host.behave("case $* in *peek*) ;; *0002) echo on its way >> under; sleep 2 ;; esac");
        assertThat(restore(1, "-p", "1").run()).succeeds();
        Eventually.holds("it is on its way", () -> Files.exists(directory.resolve("remote/under")));

        assertThat(restore(2, "-p", "1").run()).succeeds().isSilent();

        assertDelivered(2);
        assertThat(Collections.frequency(fetches(), segment(2))).isEqualTo(1);
    }

    @Test
    void oneServerHasOnePrefetcher() {
        host.archive(1, 30);
        host.behave("sleep 0.2");

        for (int number = 1; number <= 3; number++) {
            assertThat(restore(number, "-p", "2").run()).succeeds();
        }

        assertThat(prefetchers()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void followsPostgresToAnotherPlace() {
        host.archive(1, 30);
        assertThat(restore(20, "-p", "2").run()).succeeds();
        Eventually.holds("the spool is full", () -> spooled().equals(segments(21, 24)));

        assertThat(restore(3, "-p", "2").run()).succeeds();
        assertDelivered(3);
        Eventually.holds("what follows is there", () -> spooled().containsAll(segments(4, 7)));

        assertThat(restore(25, "-p", "2").run()).succeeds();
        assertDelivered(25);
        Eventually.holds("what is behind is gone", () -> spooled().equals(segments(26, 29)));
    }

    @Test
    void onlySegmentsHaveFollowers() {
        write(host.archive().resolve("00000002.history"), new byte[] {'1', '\n'});

        assertThat(client("-p", "2", "127.0.0.1", "main", "00000002.history", DESTINATION)
                        .run())
                .succeeds();

        assertThat(host.calls()).containsExactly("[get-wal][main][00000002.history]");
        assertThat(spool).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 1",
                "exit 127",
                "head -c 5000 archive/000000010000000000000002; exit 0",
                "head -c 5000 archive/000000010000000000000002; exit 1",
                "exit 0"
            })
    void keepsNothingThatCameInPart(String behaviour) {
        host.behave("case $* in *0002) " + behaviour + " ;; esac");

        assertThat(restore(1, "-p", "1").run()).succeeds();

        Eventually.holds(
                "the prefetcher gives up",
                () -> fetches().contains(segment(2)) && prefetcher().isEmpty());
        assertThat(spooled()).doesNotContain(segment(2));
        assertThat(list(spool)).noneMatch(name -> name.startsWith(".0") || name.startsWith(".new"));
        assertThat(SmallHome.read(spool.resolve(".log-127.0.0.1-main"))).startsWith(segment(2) + ": ");
    }

    @Test
    void cleansUpBehindAPrefetcherThatWasKilled() {
        host.archive(1, 9);
        host.behave("case $* in *peek*) ;; *0002) head -c 5000 archive/000000010000000000000002; sleep 600 ;; esac");
        assertThat(restore(1, "-p", "1").run()).succeeds();
        Eventually.holds("a file is half there", () -> Stream.of(list(spool).toArray(String[]::new))
                .anyMatch(name -> name.startsWith("." + segment(2))));
        ProcessHandle killed = prefetcher().orElseThrow();
        List<ProcessHandle> children = killed.descendants().toList();
        killed.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds("it is gone", () -> !killed.isAlive());
        host.behave(":");

        assertThat(restore(2, "-p", "1").run()).succeeds().isSilent();

        assertDelivered(2);
        Eventually.holds("the next prefetcher works", () -> spooled().equals(segments(3, 4)));
        assertThat(list(spool)).noneMatch(name -> name.startsWith("." + segment(2)));
    }

    @Test
    void endsItsFetchesWhenThePrefetcherIsEnded() {
        host.behave("case $* in *0002) sleep 600 ;; esac");
        assertThat(restore(1, "-p", "1").run()).succeeds();
        Eventually.holds("it fetches", () -> fetches().contains(segment(2)));
        ProcessHandle prefetcher = prefetcher().orElseThrow();
        List<ProcessHandle> children = prefetcher.descendants().toList();

        prefetcher.destroy();

        Eventually.holds(
                "all end", () -> !prefetcher.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
        Eventually.holds("nothing is left", () -> list(spool).stream()
                .allMatch(name -> name.startsWith(".at-") || name.startsWith(".log-")));
    }

    /** SIGQUIT, which PostgreSQL sends in an immediate shutdown, is blocked in children of a JVM. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 2"})
    void leavesNoHalfFileWhenItIsEnded(String signal, int status) {
        host.behave("head -c 100000 archive/000000010000000000000001; sleep 600");
        Process process = restore(1).start();
        Eventually.holds("a part has come", () -> list(destination.getParent()).stream()
                .anyMatch(name -> destination.resolveSibling(name).toFile().length() > 0));
        List<ProcessHandle> children = process.descendants().toList();

        sh("kill -s " + signal + " " + process.pid());

        Eventually.holds("it ends", () -> !process.isAlive());
        assertThat(process.exitValue()).isEqualTo(status);
        Eventually.holds("its children end", () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(list(destination.getParent())).isEmpty();
    }

    @Test
    void cleansUpBehindItselfWhenItWasKilled() {
        host.behave("head -c 100000 archive/000000010000000000000001; sleep 600");
        Process process = restore(1).start();
        Eventually.holds("a part has come", () -> !list(destination.getParent()).isEmpty());
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds("it is gone", () -> !process.isAlive());
        assertThat(destination).doesNotExist();
        host.behave(":");

        assertThat(restore(1).run()).succeeds();

        assertDelivered(1);
        assertOnlyTheDestinationIsThere();
    }

    @Test
    void givesUpOnAServerThatNeverSpeaks() throws IOException {
        try (SilentServer server = new SilentServer()) {
            assertRefused(
                    within(
                            Duration.ofSeconds(20),
                            host.client(server.port(), PROGRAM, "--timeout=1", "127.0.0.1", "main", WAL, DESTINATION)),
                    2,
                    "The Barman server 127.0.0.1 has not answered within 1 seconds");
        }
        host.behave("cat archive/000000010000000000000001; sleep 600");
        assertRefused(
                within(Duration.ofSeconds(20), restore(1, "--timeout=2")),
                2,
                "The Barman server 127.0.0.1 has not answered within 2 seconds");
        assertOnlyTheDestinationIsThere();
        assertThat(destination).doesNotExist();
    }

    private void assertRubbish(String reason) {
        int calls = host.calls().size();

        assertThat(restore(1).run())
                .hasStatus(0)
                .warnsOf(spool.resolve(WAL) + " " + reason + ": it is removed, and fetched anew");

        assertDelivered(1);
        assertThat(spool).isEmptyDirectory();
        assertThat(host.calls()).hasSize(calls + 1);
    }

    private ProgramCall restore(int number, String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("127.0.0.1", "main", segment(number), DESTINATION));
        return client(words.toArray(String[]::new));
    }

    private ProgramCall client(String... words) {
        return host.client(PROGRAM, "--spool-dir", spool.toString()).words(List.of(words));
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

    private void assertDelivered(int number) {
        assertThat(destination).hasBinaryContent(content(number));
        assertOnlyTheDestinationIsThere();
    }

    private void assertOnlyTheDestinationIsThere() {
        assertThat(list(destination.getParent())).isSubsetOf("RECOVERYXLOG");
    }

    /** The segments waiting in the spool, in order. */
    private List<String> spooled() {
        return list(spool).stream()
                .filter(name -> !name.startsWith("."))
                .sorted()
                .toList();
    }

    private static List<String> segments(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(ScriptedBarmanHost::segment)
                .toList();
    }

    /** The files asked for so far. */
    private List<String> fetches() {
        return host.calls().stream()
                .filter(call -> !call.contains("[--peek]"))
                .map(call -> call.substring(call.lastIndexOf('[') + 1, call.length() - 1))
                .toList();
    }

    /** The process that holds the lock of the spool. */
    private Optional<ProcessHandle> prefetcher() {
        Path lock = spool.resolve(".lock-127.0.0.1-main");
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(lock).strip()))
                    .filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<String> prefetchers() {
        return sh("pgrep -f 'barman-wal-restore.*" + spool + "' || :")
                .lines()
                .filter(pid -> ProcessHandle.of(Long.parseLong(pid))
                        .flatMap(ProcessHandle::parent)
                        .map(parent -> parent.pid() == 1)
                        .orElse(false))
                .toList();
    }

    private static List<String> list(Path place) {
        String[] names = place.toFile().list();
        return names == null ? List.of() : List.of(names);
    }

    private String sh(String line) {
        return ProgramCall.of(Path.of("/bin/sh"))
                .words(List.of("-c", line))
                .in(directory)
                .run()
                .mustSucceed()
                .out();
    }
}
