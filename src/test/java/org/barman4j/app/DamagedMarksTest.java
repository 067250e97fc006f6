package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.SmallHome.LATEST;
import static org.barman4j.testing.SmallHome.MIDDLE;
import static org.barman4j.testing.SmallHome.OLDEST;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mark that keeps a backup keeps it however damaged it is, and a mark that can't be written changes nothing. */
class DamagedMarksTest extends HomeTest {
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-12-24T00:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(strings = {"", "full", "full\n", "forever", "$(touch pwned)", "\u0000", "\u001b[31m"})
    void aMarkWithAnyWordKeepsTheBackup(String word) {
        home.write(mark(OLDEST), word);

        Answer answer = run("list-backups main");

        assertThat(answer).succeeds();
        assertThat(answer.out().lines().filter(line -> line.contains(OLDEST)))
                .singleElement()
                .asString()
                .endsWith(" - KEEP:FULL");
    }

    @Test
    void anEmptyMarkIsShownAsWhatItMeans() {
        home.write(mark(OLDEST), "");

        assertThat(run("keep --status main " + OLDEST)).succeeds().prints("Server main:\n\tKeep: full\n");
    }

    @Test
    void aMarkThatIsNotTextKeepsTheBackup() {
        home.write(mark(OLDEST), new byte[] {(byte) 0xff, 'f', 'u', 'l', 'l'});

        Answer answer = run("list-backups main");

        assertThat(answer).succeeds();
        assertThat(answer.out().lines().filter(line -> line.contains(OLDEST)))
                .singleElement()
                .asString()
                .endsWith(" - KEEP:FULL");
    }

    @Test
    void aDirectoryInPlaceOfTheMarkIsNamed() {
        home.makeDirectory(mark(OLDEST));

        assertThat(run("list-backups main")).isRefusedWith("cannot read " + mark(OLDEST) + ": Is a directory");
        assertThat(run("keep --status main " + OLDEST))
                .isRefusedWith("cannot read " + mark(OLDEST) + ": Is a directory");
    }

    @Test
    void aMarkThatCannotBeWrittenLeavesTheBackupAsItWas() throws Exception {
        home.makeDirectory(mark(OLDEST));
        home.write(mark(OLDEST).resolve("in the way"), "");

        assertThat(run("keep --target full main " + OLDEST))
                .isRefusedWith("cannot write " + mark(OLDEST) + ": Is a directory");
        try (var files = Files.list(home.meta())) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @Test
    void aFileInPlaceOfTheMetadataDirectoryIsNamed() throws Exception {
        for (String id : new String[] {OLDEST, MIDDLE, LATEST}) {
            home.write(home.oldBackupInfo(id), SmallHome.read(home.backupInfo(id)));
            Files.delete(home.backupInfo(id));
        }
        Files.delete(home.meta());
        home.write(home.meta(), "in the way");

        assertThat(run("list-backups main").out()).contains(OLDEST, MIDDLE, LATEST);
        assertThat(run("keep --target full main " + OLDEST))
                .isRefusedWith("cannot write " + mark(OLDEST) + ": Not a directory");
        assertThat(run("keep --status main " + OLDEST)).succeeds().prints("Server main:\n\tKeep: nokeep\n");
        assertThat(home.meta()).hasContent("in the way");
    }

    @Test
    void anOldMarkStaysWhenTheNewOneCannotBeWritten() {
        Path old = home.base(OLDEST).resolve("annotations/keep");
        home.write(old, "standalone");
        home.makeDirectory(mark(OLDEST));
        home.write(mark(OLDEST).resolve("in the way"), "");

        assertThat(run("keep --target full main " + OLDEST)).hasStatus(1).isClear();

        assertThat(old).hasContent("standalone");
    }

    private Path mark(String id) {
        return home.meta().resolve(id + "-keep");
    }

    private Answer run(String line) {
        CommandRun run = CommandRun.of(THEN, home.words(line));
        return new Answer(run.status(), run.out(), run.err());
    }
}
