package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.testing.Answer;
import org.barman4j.testing.Installation;
import org.barman4j.testing.ProgramCall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows while something is going on. */
class ProgressIT extends RestoreTest {
    private static final Pattern PHASE = Pattern.compile("\rmain: ([^,\u001b]+)");

    /** Runs the program at a terminal of its own. */
    private Answer atTerminal(String... words) {
        StringBuilder command =
                new StringBuilder(Installation.shared().program().toString());
        for (String word : home.words(List.of(words))) {
            command.append(" '").append(word).append('\'');
        }
        return ProgramCall.of(Path.of("/usr/bin/script"))
                .words(List.of("-qec", command.toString(), "/dev/null"))
                .with("TERM", "xterm")
                .with("COLUMNS", 300)
                .run();
    }

    /** What was being done, each as long as it lasted. */
    private static List<String> phases(String shown) {
        List<String> phases = new ArrayList<>();
        Matcher each = PHASE.matcher(shown);
        while (each.find()) {
            if (phases.isEmpty() || !phases.get(phases.size() - 1).equals(each.group(1))) {
                phases.add(each.group(1));
            }
        }
        return phases;
    }

    @ParameterizedTest
    @CsvSource({
        "local, unpacking archives | copying files",
        "remote, reading archives | copying files | unpacking archives over there"
    })
    void everyStepOfARestoreIsAPhaseThatEnds(String location, String steps) {
        serve("postgres", "backup_compression = gzip", "backup_compression_format = tar");
        String id = backup("");
        archiveTheRest();

        Answer answer = atTerminal(
                "restore",
                "--remote-ssh-command",
                sshd().sshCommand(),
                "--staging-location",
                location,
                "--staging-path",
                directory.resolve("staging").toString(),
                "main",
                id,
                place().resolve("data").toString());

        assertThat(answer).hasStatus(0);
        assertThat(String.join(" | ", phases(answer.out())))
                .isEqualTo(steps + " | copying WAL | writing to the storage");
        assertThat(phases(answer.out().substring(answer.out().indexOf("Identify dangerous"))))
                .containsExactly("writing to the storage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "local-rsync", "postgres"})
    void theCheckpointBeforeABackupIsAPhaseOfItsOwn(String method) {
        serve(method);

        Answer answer = atTerminal("backup", "main");

        assertThat(answer).hasStatus(0);
        List<String> phases = phases(answer.out());
        assertThat(phases.get(0)).isEqualTo("waiting for the checkpoint");
        assertThat(phases).contains("copying files");
    }
}
