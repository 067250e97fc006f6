package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barman4j.io.LocalDisk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.testing.GoldenFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Asks homes that real Barmans wrote what their writers were asked, and compares the answers to the letter. */
class GoldenHomesTest {
    private static final String RECORDED_AT = "/tmp/barman4j-golden";
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-12-24T00:00:00Z"), ZoneOffset.UTC);

    /** One whose backup was being taken when its home was recorded. */
    private static final String BUSY = "waiting";

    @TempDir
    private Path directory;

    private final List<HeldLock> locks = new ArrayList<>();

    @AfterEach
    void freeLocks() {
        locks.forEach(HeldLock::close);
    }

    @TestFactory
    Stream<DynamicTest> aHomeOfBarman317AnswersAsItsWriterDid() throws IOException {
        return cases("v317", "expected");
    }

    @TestFactory
    Stream<DynamicTest> aHomeOfBarman34AnswersAs317Does() throws IOException {
        return cases("v34", "expected-by-317");
    }

    private Stream<DynamicTest> cases(String home, String answers) throws IOException {
        Path recorded = GoldenFiles.directory("homes").resolve(home);
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(recorded.resolve(answers).resolve("cases.tsv"))) {
            List<String> words = Arrays.asList(line.split("\t", -1));
            String name = words.get(0);
            if (name.endsWith("-fail")) {
                continue; // Barman takes any piece of the word last-failed for it, which we don't: docs/differences.md
            }
            tests.add(dynamicTest(name, () -> assertThatCode(
                            () -> compare(recorded, recorded.resolve(answers), name, words.subList(1, words.size())))
                    .as(name)
                    .doesNotThrowAnyException()));
        }
        return tests.stream();
    }

    private void compare(Path recorded, Path answers, String name, List<String> words) throws IOException {
        Path copy = copy(recorded, name);

        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        int status = 0;
        for (List<String> command : commands(words, copy)) {
            CommandRun run = CommandRun.of(THEN, command);
            out.append(run.out());
            err.append(run.err());
            status = run.status();
        }

        assertThat(lines(name, out.toString())).isEqualTo(lines(name, answer(answers, name + ".out", copy)));
        assertThat(status + "\n").isEqualTo(answer(answers, name + ".rc", copy));
        assertThat(errors(err.toString())).isEqualTo(errors(answer(answers, name + ".err", copy)));
    }

    /** The commands of a case, which a semicolon separates. */
    private static List<List<String>> commands(List<String> words, Path copy) {
        List<List<String>> commands = new ArrayList<>(List.of(new ArrayList<>()));
        for (String word : words) {
            if (word.equals(";")) {
                commands.add(new ArrayList<>());
            } else {
                commands.get(commands.size() - 1).add(word.replace(RECORDED_AT, copy.toString()));
            }
        }
        return commands;
    }

    /** A copy of the home where it may be changed: one for all questions, and one for each change. */
    private Path copy(Path recorded, String name) throws IOException {
        boolean changes = name.startsWith("keep-") && !name.startsWith("keep-status");
        Path copy = directory.resolve(recorded.getFileName() + (changes ? "-" + name : ""));
        if (Files.exists(copy)) {
            return copy;
        }
        GoldenFiles.copy(recorded.resolve("home"), copy.resolve("home"), RECORDED_AT, copy.toString());
        GoldenFiles.copy(recorded.resolve("conf.d"), copy.resolve("conf.d"), RECORDED_AT, copy.toString());
        String config = Files.readString(recorded.resolve("barman.conf"))
                .replace(RECORDED_AT, copy.toString())
                .replace("barman_user = barman", "barman_user = " + System.getProperty("user.name"));
        Files.writeString(copy.resolve("barman.conf"), config);
        locks.add(new Locks(Files.createDirectories(copy.resolve("home/lock")), new LocalDisk())
                .acquire(LockName.backup(BUSY)));
        return copy;
    }

    private static String answer(Path answers, String file, Path copy) throws IOException {
        Path answer = answers.resolve(file);
        return Files.exists(answer) ? Files.readString(answer).replace(RECORDED_AT, copy.toString()) : "";
    }

    /** The lines of an answer; the files of a backup come in the order of the file system, which is not the same. */
    private static String lines(String name, String text) {
        if (text.contains("Multiple backups")) {
            return inOrder(text.replaceAll("[\"\\]}]", " "));
        }
        if (!name.startsWith("list-files") || name.contains("json")) {
            return text;
        }
        return text.lines().sorted().collect(Collectors.joining("\n"));
    }

    /** The errors in what went to standard error; the ids in one of them come in no particular order. */
    private static List<String> errors(String err) {
        return err.lines()
                .filter(line -> line.contains("ERROR: "))
                .map(line -> line.contains("Multiple backups") ? inOrder(line) : line)
                .toList();
    }

    private static String inOrder(String line) {
        return Arrays.stream(line.split(" ", -1)).sorted().collect(Collectors.joining(" "));
    }
}
