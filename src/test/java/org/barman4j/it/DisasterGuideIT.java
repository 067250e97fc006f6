package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barman4j.testing.Answer;
import org.barman4j.testing.AnswerAssert;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.junit.jupiter.api.Test;

/** The guide for the worst night: every command of Barman's in it does what it says. */
class DisasterGuideIT extends RestoreTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @Test
    void everyCommandInTheGuideWorks() throws IOException {
        home.replace(
                home.config(),
                "barman_user = " + System.getProperty("user.name"),
                "barman_user = " + PostgresFixture.user());
        serve("local-rsync");
        OwnPostgres.open(directory);
        for (Path each : List.of(home.root(), home.config(), home.serverConfig().getParent())) {
            PostgresFixture.own(each);
        }
        backup("");
        String moment = enter(10001, "before");
        enter(10002, "behind");
        int restored = 0;
        Path place = directory.resolve("planned");
        home.makeDirectory(place);
        PostgresFixture.own(place);
        for (String line : commands()) {
            if (line.startsWith("barman restore ") && !line.contains("--dry-run")) {
                place = directory.resolve("guide" + restored++);
                home.makeDirectory(place);
                PostgresFixture.own(place);
            }
            List<String> words = words(line, moment, place);
            if (line.startsWith("barman ")) {
                Answer answer =
                        call(words.get(1)).words(words.subList(2, words.size())).run();
                boolean early = line.contains("--dry-run --target-time"); // what the next step of the guide is for
                if (!early && !line.contains("barman check")) {
                    AnswerAssert.assertThat(answer).succeeds();
                }
                assertThat(answer.err()).doesNotContain("Unknown option");
            }
        }

        assertThat(restored).isEqualTo(3);
        OwnPostgres back = OwnPostgres.restored(place, programs());
        back.configure("archive_mode = off", "recovery_target_action = promote");
        back.start();
        try (back) {
            assertThat(back.ask("select string_agg(entry::text, ' ') from ledger where entry > 10000"))
                    .isEqualTo("10001");
        }
    }

    /** With a key that the user may read whom the program runs as. */
    private String ssh() {
        String command = sshd().sshCommand();
        OwnPostgres.open(directory.resolve("ssh"));
        PostgresFixture.own(directory.resolve("ssh/id_ed25519"));
        return command;
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/disaster-recovery.md"))) {
            if (line.startsWith("    ")) {
                commands.add(line.strip());
            }
        }
        assertThat(commands).hasSizeGreaterThan(12);
        return commands;
    }

    private List<String> words(String line, String moment, Path place) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(
                    switch (word) {
                        case "ssh postgres@newhost" -> ssh();
                        case "/restore/data", "/var/lib/postgresql/15/main" ->
                            place.resolve("data").toString();
                        default -> word.startsWith("2026-11-20 ") ? moment : word;
                    });
        }
        return words;
    }
}
