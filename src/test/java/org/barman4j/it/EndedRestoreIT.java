package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.Installation;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.ProgramCall;
import org.barman4j.testing.ScriptedBarmanHost;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Restores that are told to end, each at another of their steps: what they leave can't be used and says so, or is complete,
 * and the same command finishes it.
 */
class EndedRestoreIT extends RestoreTest {
    /** A script that never gets further than here, once a test has closed the gate. */
    private static final String GATE = "if [ -e '%1$s/closed' ]; then touch '%1$s/reached'; exec sleep 600; fi";

    private Path place;

    private String gate() {
        return GATE.formatted(directory);
    }

    private boolean isReached() {
        return Files.exists(directory.resolve("reached"));
    }

    private String data() {
        return place.resolve("data").toString();
    }

    /** Starts a restore, tells it to end when it has come to some point, and returns what it answered. */
    private Answer end(List<String> options, String id, BooleanSupplier point) throws Exception {
        Path said = directory.resolve("said");
        Files.deleteIfExists(directory.resolve("reached"));
        Files.createFile(directory.resolve("closed"));
        List<String> words = new ArrayList<>(List.of("-c", "exec \"$@\" > '" + said + "' 2>&1", "sh"));
        words.add(Installation.shared().program().toString());
        words.addAll(home.words("restore"));
        words.addAll(words(options, id));
        Process restore = ProgramCall.of(Path.of("/bin/sh")).words(words).start();
        try {
            Eventually.holds("the restore is there", () -> {
                assertThat(restore.isAlive() || point.getAsBoolean())
                        .as(() -> SmallHome.read(said))
                        .isTrue();
                return point.getAsBoolean();
            });
            restore.destroy();
            assertThat(restore.waitFor(30, TimeUnit.SECONDS)).as("ends soon").isTrue();
            Answer answer = new Answer(restore.exitValue(), "", SmallHome.read(said));
            assertThat(answer).isClear();
            return answer;
        } finally {
            restore.destroyForcibly();
        }
    }

    private List<String> words(List<String> options, String id) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("main", id, data()));
        return words;
    }

    private boolean isComplete() {
        return Files.exists(Path.of(data(), "global/pg_control"));
    }

    private void assertUnusable(Answer answer) {
        assertThat(answer).hasStatus(1);
        assertThat(isComplete()).isFalse();
        if (!Files.exists(Path.of(data()))) {
            return; // it has only looked until then
        }
        assertThat(answer.err())
                .contains("What is in '" + data() + "' can't be used yet. Run the same command again to finish it.");
    }

    /** Runs the same command again, and looks at what comes out. */
    private void finish(List<String> options, String id) throws Exception {
        Files.delete(directory.resolve("closed"));
        assertThat(call("restore").words(words(options, id)).run()).succeeds();
        assertThat(Path.of(data(), "barman_restore_unfinished")).doesNotExist();
        assertComplete();
    }

    private void assertComplete() {
        try (OwnPostgres restored = start(place)) {
            assertThat(restored.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pre_recovery_script", "pre_recovery_retry_script"})
    void inAHookBeforehand(String hook) throws Exception {
        serve("local-rsync", hook + " = " + gate());
        String id = backup("");
        archiveTheRest();
        place = place();

        assertThat(end(List.of(), id, this::isReached)).hasStatus(1);

        assertThat(isComplete()).isFalse();
        finish(List.of(), id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"post_recovery_script", "post_recovery_retry_script"})
    void inAHookAfterwards(String hook) throws Exception {
        serve("local-rsync", hook + " = " + gate());
        String id = backup("");
        archiveTheRest();
        place = place();

        assertThat(end(List.of(), id, this::isReached)).succeeds();

        assertThat(Path.of(data(), "barman_restore_unfinished")).doesNotExist();
        assertComplete();
    }

    @Test
    void whileFilesAreCopied() throws Exception {
        serve("local-rsync");
        String id = backup("");
        archiveTheRest();
        place = place();

        assertUnusable(end(List.of("--bwlimit", "4000"), id, () -> Files.isDirectory(Path.of(data(), "base"))));
        assertThat(Path.of(data(), "barman_restore_unfinished")).exists();

        finish(List.of(), id);
    }

    @Test
    void whileWalIsDelivered() throws Exception {
        serve(
                "local-rsync",
                "compression = custom",
                "custom_compression_magic = 0x1f8b08",
                "custom_compression_filter = gzip -c",
                "custom_decompression_filter = " + gate() + "; gzip -dc");
        String id = backup("");
        archiveTheRest();
        place = place();

        assertUnusable(end(List.of(), id, this::isReached));

        finish(List.of(), id);
    }

    private String takeForAnotherHost() {
        serve("rsync");
        String id = backup("");
        archiveTheRest();
        place = place();
        return id;
    }

    private List<String> there() {
        return List.of("--remote-ssh-command", sshd().sshCommand());
    }

    /** Whether a command is the one with a number. */
    private String at(int number) {
        return "[ $(wc -l < '%s') = %d ]".formatted(directory.resolve("commands"), number);
    }

    /** Whatever is done on another host, a command does it there. */
    @Test
    void atTheCommandsForAnotherHost() throws Exception {
        String id = takeForAnotherHost();
        List<String> there = there();
        int last = commands(there, id);
        boolean wasComplete = false;
        for (int number : stops(last)) {
            PostgresFixture.run(List.of("rm", "-rf", place.toString()));
            guard(at(number), "");

            Answer answer = end(there, id, this::isReached);

            if (isComplete()) {
                wasComplete = true;
                Files.delete(directory.resolve("closed"));
                assertThat(answer).as("command %d of %d", number, last).succeeds();
                assertComplete();
            } else {
                assertUnusable(answer);
                guard();
                finish(there, id);
            }
        }
        assertThat(wasComplete).as("once it was ended when all was there").isTrue();
    }

    /** Whoever is cut off there can't know that all has arrived, and must not leave what looks complete. */
    @Test
    void whenTheLastFileHasJustArrived() throws Exception {
        String id = takeForAnotherHost();
        List<String> there = there();
        int last = commands(there, id);
        PostgresFixture.run(List.of("rm", "-rf", place.toString()));
        guard(at(last - 3), "sh -c \"$SSH_ORIGINAL_COMMAND\"; test -e '" + data() + "/global/pg_control' || exit 9; ");

        assertUnusable(end(there, id, this::isReached));

        guard();
        finish(there, id);
    }

    /** Each sixth command that there is, from the last but one back, which takes the mark away; and the one for pg_control. */
    private static int[] stops(int last) {
        return IntStream.rangeClosed(1, last)
                .filter(number -> number % 6 == (last - 1) % 6 || number == last - 3)
                .filter(number -> number > 5) // before, it only looks
                .toArray();
    }

    /** How many commands it takes. */
    private int commands(List<String> there, String id) throws Exception {
        guard();
        assertThat(call("restore").words(words(there, id)).run()).succeeds();
        return Files.readAllLines(directory.resolve("commands")).size();
    }

    private void guard() throws Exception {
        guard("false", "");
    }

    /** Lets commands through until a condition holds, and then does what is to be done before they stop. */
    private void guard(String condition, String first) throws Exception {
        Path commands = directory.resolve("commands");
        Files.writeString(commands, "");
        Path guard = ScriptedBarmanHost.program(
                directory.resolve("guard"),
                """
                #!/bin/sh
                echo x >> '%s'
                if %s; then %s%s; fi
                exec sh -c "$SSH_ORIGINAL_COMMAND"
                """
                        .formatted(commands, condition, first, gate()));
        sshd().stop();
        sshd().run("ForceCommand " + guard);
    }
}
