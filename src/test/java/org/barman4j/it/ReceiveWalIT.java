package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.barman4j.testing.Answer;
import org.barman4j.testing.AnswerAssert;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.Installation;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.SmallHome;
import org.barman4j.wal.WalInbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiver of WAL from its start, by hand or from cron, to its end, however that comes. */
class ReceiveWalIT extends HomeTest {
    private static final String SLOT = "receive_wal_it";

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void configure() throws IOException {
        Files.deleteIfExists(home.serverConfig());
        serve("create_slot = auto\n");
    }

    @AfterEach
    void stop() throws InterruptedException {
        serve("");
        if (pid().isPresent()) {
            barman("receive-wal --stop live");
        }
        for (Process process : started) {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        Eventually.holds("the slot is free and gone", () -> {
            Answer answer = barman("receive-wal --drop-slot live");
            return answer.status() == 0 || answer.err().contains("does not exist");
        });
    }

    private void serve(String more) {
        String address = "host=127.0.0.1 port=" + PostgresFixture.primary().port();
        home.configure("log_level = INFO\nlog_file = " + log() + "\n[live]\nconninfo = " + address
                + " user=postgres dbname=postgres\nstreaming_conninfo = " + address
                + " user=trusted password=s3cret\nbackup_method = postgres\nstreaming_archiver = on\nslot_name = "
                + SLOT
                + "\ncheck_timeout = 3\npath_prefix = " + PostgresFixture.programs() + "\n" + more);
    }

    private Path log() {
        return directory.resolve("barman.log");
    }

    private Path streaming() {
        return home.root().resolve("live/streaming");
    }

    private Answer barman(String line) {
        return Installation.shared().barman(home.words(line)).run();
    }

    private Process receiver() {
        int before = starts();
        Process process =
                Installation.shared().barman(home.words("receive-wal live")).start();
        started.add(process);
        Eventually.holds("WAL is being received", () -> starts() > before);
        return process;
    }

    @Test
    void whoeverReadsItsOutputMayGoAway() throws IOException {
        started.add(ProgramCall.of(Path.of("/bin/sh"))
                .words(List.of(
                        "-c",
                        "\"$@\" | true",
                        "sh",
                        Installation.shared().program().toString()))
                .words(home.words("receive-wal live"))
                .start());

        Eventually.holds("WAL is being received", () -> starts() > 0);
        barman("switch-wal --force live");

        Eventually.holds("it goes on", () -> SmallHome.read(log()).contains("finished segment") && pid().isPresent());
    }

    /** A receiver that has had something to receive: PostgreSQL may have written nothing since its last switch. */
    private void busyReceiver() {
        receiver();
        barman("switch-wal --force live");
        Eventually.holds(
                "something is received", () -> !WalInbox.names(streaming()).isEmpty());
    }

    /** The newest file that was received. */
    private Path newest() {
        List<String> names = WalInbox.names(streaming());
        return streaming().resolve(names.get(names.size() - 1));
    }

    private int starts() {
        return Files.exists(log()) ? SmallHome.read(log()).split("starting log streaming", -1).length - 1 : 0;
    }

    /** The process id in the lock file, as long as there is such a process. */
    private OptionalLong pid() {
        Path lock = home.root().resolve(".live-receive-wal.lock");
        if (!Files.exists(lock) || SmallHome.read(lock).isBlank()) {
            return OptionalLong.empty();
        }
        long pid = Long.parseLong(SmallHome.read(lock).strip());
        boolean running = ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .filter(line -> line.contains("receiver"))
                .isPresent();
        return running ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    @Test
    void theReceiverIsTheProcessThatWasStarted() {
        Process process = receiver();

        assertThat(pid()).hasValue(process.pid());
        assertThat(barman("list-processes live").out())
                .isEqualTo("Active subprocesses for server live:\n" + process.pid() + " receive-wal\n");
        assertThat(barman("check live").out()).contains("receive-wal running: OK", "replication slot: OK");
        assertThat(SmallHome.read(Path.of("/proc/" + process.pid() + "/cmdline")))
                .as("what ps shows")
                .contains("/usr/bin/barman\0")
                .endsWith("\0receive-wal\0live\0");
    }

    @Test
    void aReceiverTakesNextToNoMemory() throws IOException {
        Process process = receiver();

        String resident = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        assertThat(Long.parseLong(resident.replaceAll("\\D", ""))).isLessThan(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalEndsItInGoodOrder(String signal) throws Exception {
        Process process = receiver();
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(pid()).isEmpty();
        assertThat(SmallHome.read(log()))
                .containsPattern("\\[" + process.pid() + "\\] barman INFO: live: pg_receivewal: starting log streaming")
                .contains("barman INFO: SIGINT received. Terminate gracefully.");
    }

    @Test
    void stopEndsItAndIsAnErrorWithoutOne() {
        Process process = receiver();

        AnswerAssert.assertThat(barman("receive-wal --stop live"))
                .succeeds()
                .prints("Stopped process receive-wal(" + process.pid() + ")\n");
        assertThat(barman("receive-wal --stop live").err())
                .contains("ERROR: Termination of receive-wal failed: no such process for server live");
    }

    @Test
    void aKilledReceiverLeavesNothingRunning() throws Exception {
        Process process = receiver();
        process.destroyForcibly().waitFor();

        Eventually.holds(
                "PostgreSQL sees no receiver any more",
                () -> barman("replication-status live").out().contains("No streaming clients attached"));
        assertThat(pid()).isEmpty();
    }

    @Test
    void onlyOneReceivesAtATime() {
        receiver();

        Answer second = barman("receive-wal live");

        AnswerAssert.assertThat(second).hasStatus(1).isClear();
        assertThat(second.err()).startsWith("ERROR: Another receive-wal process is already running for server live.");
        assertThat(barman("receive-wal --reset live").err()).contains("Process is still running");
    }

    @Test
    void aServerThatIsGoneIsNamed() {
        home.replace(
                home.config(), "port=" + PostgresFixture.primary().port() + " user=trusted", "port=1 user=trusted");

        Answer answer = barman("receive-wal live");

        AnswerAssert.assertThat(answer).hasStatus(1).isClear();
        assertThat(answer.err())
                .startsWith("ERROR: Impossible to start WAL streaming. Check the log for more details")
                .contains("HINT: There is no streaming connection: ");
    }

    @Test
    void aMissingSlotIsNamedUnlessItMayBeCreated() {
        serve("");

        assertThat(barman("receive-wal live").err())
                .contains("ERROR: ArchiverFailure:replication slot '" + SLOT
                        + "' doesn't exist. Please execute 'barman receive-wal --create-slot live'");
    }

    @Test
    void aFragmentOfASegmentIsEmptiedFirst() throws IOException {
        busyReceiver();
        barman("receive-wal --stop live");
        String name = newest().getFileName().toString().substring(0, 24);
        for (String old : WalInbox.names(streaming())) {
            Files.delete(streaming().resolve(old));
        }
        Path partial = streaming().resolve(name + ".partial");
        home.write(partial, "a fragment");

        receiver();

        Eventually.holds(
                "pg_receivewal has filled it with zeros", () -> partial.toFile().length() == 16L << 20);
        assertThat(SmallHome.read(log())).contains("Truncating partial file " + partial + " that has wrong size 10");
    }

    @Test
    void thePasswordIsNotInTheProcessList() throws IOException {
        receiver();

        try (var processes = ProcessHandle.allProcesses()) {
            assertThat(processes
                            .map(process -> process.info().commandLine().orElse(""))
                            .filter(line -> line.contains("pg_receivewal")))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("s3cret"));
        }
        assertThat(SmallHome.read(log())).doesNotContain("s3cret");
    }

    @Test
    void cronStartsItAndArchivesWhatItReceived() {
        assertThat(barman("cron").out())
                .isEqualTo("Starting WAL archiving for server live\nStarting streaming archiver for server live\n");
        Eventually.holds("WAL is being received", () -> starts() > 0);

        barman("switch-wal --force live");
        barman("switch-wal --force live"); // the last file that was received stays, so there must be one behind it

        Eventually.holds(
                "a segment is archived", () -> barman("archive-wal live").out().contains("\t0000000100"));
        assertThat(barman("cron").out()).isEqualTo("Starting WAL archiving for server live\n");
        assertThat(barman("-q cron").out()).isEmpty();
    }

    @Test
    void cronEndsAReceiverThatIsNotWantedAnyMore() throws Exception {
        Process process = receiver();
        home.replace(home.config(), "streaming_archiver = on", "streaming_archiver = off\narchiver = on");

        assertThat(barman("cron").out()).contains("Stopped process receive-wal(" + process.pid() + ")");
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void resetPutsThePositionWhereTheSlotIs() throws IOException {
        busyReceiver();
        barman("receive-wal --stop live");
        for (String name : WalInbox.names(streaming())) {
            Files.delete(streaming().resolve(name));
        }
        Path old = streaming().resolve("000000010000000000000000.partial");
        home.write(old, "");

        assertThat(barman("receive-wal --reset live").out())
                .isEqualTo("Resetting receive-wal directory status\nRemoving status file " + old
                        + "\nCreating status file " + newest() + "\n");
        assertThat(WalInbox.names(streaming())).hasSize(1).allMatch(name -> name.endsWith(".partial"));
        assertThat(barman("receive-wal --reset live").out())
                .isEqualTo("Nothing to do. Position of receive-wal is aligned.\n");
    }
}
