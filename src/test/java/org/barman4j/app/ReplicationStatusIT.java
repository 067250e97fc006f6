package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code replication-status} with a standby and a WAL receiver that are really attached. */
class ReplicationStatusIT extends HomeTest {
    private static final String ADDRESS =
            "host=127.0.0.1 port=" + PostgresFixture.primary().port();

    private final List<Process> clients = new ArrayList<>();
    private Path place;

    @BeforeEach
    void attach() throws IOException {
        place = Files.createTempDirectory("barman4j-clients");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxrwxrwx"));
        startStandby();
        startReceiver(); // last, since the checkpoint of a base backup may remove what a slow receiver has not had
        home.configure("[live]\nconninfo = " + ADDRESS + " user=postgres dbname=postgres\nstreaming_conninfo = "
                + ADDRESS + " user=trusted\nbackup_method = postgres\narchiver = on\n");
        Eventually.holds("both clients stream, and the standby has replayed all there is", () -> {
            String out = run("replication-status live").out();
            return out.contains("5/5 Hot standby (max)") && out.contains("Async WAL streamer");
        });
    }

    @AfterEach
    void detach() {
        clients.forEach(Process::destroyForcibly);
        Eventually.holds(
                "both clients are gone",
                () -> run("replication-status live").out().contains("No streaming clients attached"));
        ProgramCall.of(Path.of("/bin/rm"))
                .words(List.of("-rf", place.toString()))
                .run();
    }

    @Test
    void everyClientHasAParagraph() {
        Answer answer = run("replication-status live");

        assertThat(answer).succeeds();
        assertThat(answer.out())
                .startsWith("Status of streaming clients for server 'live':\n  Current LSN on master: ")
                .contains("  Number of streaming clients: 2\n", " Async standby\n", " Async WAL streamer\n")
                .contains("     Application name: receiver_of_a_test\n", "     Application name: standby_of_a_test\n")
                .contains("     Sync stage      : 5/5 Hot standby (max)\n", "     Communication   : TCP/IP\n")
                .contains("     IP Address      : 127.0.0.1 / Port: ", "     User name       : trusted\n")
                .contains("     Current state   : streaming (async)\n", "     Replay LSN : ");
    }

    @Test
    void aTargetChoosesTheKindOfClient() {
        assertThat(run("replication-status --target hot-standby live").out())
                .contains("  Number of hot standby servers: 1\n", " Async standby\n")
                .doesNotContain("streamer");
        assertThat(run("replication-status --target wal-streamer live").out())
                .contains("  Number of WAL streamers: 1\n", " Async WAL streamer\n")
                .doesNotContain("standby");
    }

    @Test
    void minimalIsALineForEach() {
        assertThat(run("replication-status --minimal live").out())
                .matches("(?s)Streaming clients for master 'live' \\(LSN @ [0-9A-F]+/[0-9A-F]+\\):\n.*")
                .containsPattern(
                        "  [12]\\. A\\) trusted@127\\.0\\.0\\.1 S:\\S+ F:\\S+ R:\\S+ P:0 AN:standby_of_a_test\n")
                .containsPattern("  [12]\\. W\\) trusted@127\\.0\\.0\\.1 S:\\S+ W:\\S+ P:0 AN:receiver_of_a_test\n");
    }

    @Test
    void jsonHasTheSame() {
        assertThat(run("-f json replication-status live").out())
                .contains("\"name\": \"Async standby\"", "\"name\": \"Async WAL streamer\"")
                .contains("\"replay_lsn_diff_bytes\": 0", "\"communication\": \"TCP/IP\"");
    }

    private void startReceiver() throws IOException {
        start(
                "pg_receivewal",
                "-D",
                place.toString(),
                "-d",
                ADDRESS + " user=trusted application_name=receiver_of_a_test",
                "--no-sync");
    }

    private void startStandby() throws IOException {
        String data = place.resolve("data").toString();
        ProgramCall.of(Path.of("/usr/bin/env"))
                .words(words(
                        "pg_basebackup",
                        "-D",
                        data,
                        "-d",
                        ADDRESS + " user=trusted application_name=standby_of_a_test",
                        "-R",
                        "-c",
                        "fast",
                        "--no-sync"))
                .run()
                .mustSucceed();
        start(
                "postgres",
                "-D",
                data,
                "-p",
                Integer.toString(PostgresFixture.freePort()),
                "-k",
                place.toString(),
                "-c",
                "listen_addresses=",
                "-c",
                "ssl=off",
                "-c",
                "max_wal_senders=4");
    }

    private void start(String program, String... arguments) throws IOException {
        clients.add(new ProcessBuilder(words(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(place.resolve(program + ".log").toFile())
                .start());
    }

    private static List<String> words(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        words.add(PostgresFixture.programs().resolve(program).toString());
        words.addAll(List.of(arguments));
        return words;
    }

    private Answer run(String line) {
        CommandRun run = CommandRun.of(Clock.systemUTC(), home.words(line));
        return new Answer(run.status(), run.out(), run.err());
    }
}
