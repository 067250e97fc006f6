package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What check and status say of an archive that is not whole, and that they say nothing of one that is. */
class ArchiveHealthIT extends HomeTest {
    @BeforeEach
    void fillTheArchive() {
        for (String line : SmallHome.read(home.xlogDb()).lines().toList()) {
            String name = line.substring(0, line.indexOf('\t'));
            home.write(home.wals().resolve(name.substring(0, 16)).resolve(name), "");
        }
        home.replace(home.serverConfig(), "host=pg", "host=/nonexistent");
        run("rebuild-xlogdb main"); // which lists them as they are
    }

    private CommandRun run(String line) {
        return CommandRun.of(Clock.systemUTC(), home.words(line));
    }

    @Test
    void ofAWholeArchiveNothingIsSaid() {
        assertThat(run("check main").out())
                .doesNotContain("WAL continuity")
                .doesNotContain("WAL catalogue")
                .doesNotContain("WAL directory");
        assertThat(run("status main").out()).doesNotContain("\tWAL ");
    }

    @Test
    void aHoleIsNamedInBoth() throws Exception {
        String begin = begin(SmallHome.OLDEST);
        String missing = begin.substring(0, 23)
                + Integer.toHexString(Character.digit(begin.charAt(23), 16) + 1).toUpperCase(Locale.ROOT);
        Files.delete(home.wals().resolve(missing.substring(0, 16)).resolve(missing));
        run("rebuild-xlogdb main");

        CommandRun check = run("check main");

        assertThat(check.status()).isEqualTo(1);
        assertThat(check.out())
                .contains("\tWAL continuity: FAILED (" + missing + " is missing on timeline 1, the next one is ");
        assertThat(check.err()).contains("HINT: main: WAL continuity: Recovery can't go beyond that segment.");
        assertThat(run("status main").out()).contains("\tWAL continuity: FAILED (" + missing + " is missing");
        assertThat(run("-f json status main").out()).contains("\"wal_continuity\": {");
        assertThat(run("-f json check main").out()).contains("\"wal_continuity\": {\"hint\": \"" + missing);
    }

    @Test
    void aSegmentThatOnlyWaitsIsNoHole() throws Exception {
        String begin = begin(SmallHome.OLDEST);
        Files.delete(home.wals().resolve(begin.substring(0, 16)).resolve(begin));
        run("rebuild-xlogdb main");
        home.write(home.root().resolve("main/incoming").resolve(begin), "");

        assertThat(run("status main").out()).doesNotContain("WAL continuity");
    }

    @Test
    void walStraightInTheArchiveIsNoticedWithTheRightCommand() {
        home.write(home.wals().resolve("0000000100000000000000AA"), "");
        home.write(home.wals().resolve("0000000100000000000000AB.gz"), "");

        CommandRun check = run("check main");

        assertThat(check.out())
                .contains("\tWAL directory: FAILED (2 WAL files lie straight in " + home.wals()
                        + ", where Barman does not see them; the first is 0000000100000000000000AA)\n");
        assertThat(check.err())
                .contains("Set archive_command in PostgreSQL to 'barman-wal-archive BACKUP_HOST main %p'");
    }

    @Test
    void aCatalogueThatDiffersIsMendedByRebuilding() {
        home.write(home.wals().resolve("0000000100000000/0000000100000000000000AA"), "");

        assertThat(run("check main").out())
                .contains("\tWAL catalogue: FAILED (0000000100000000000000AA is archived and not listed)\n");

        run("rebuild-xlogdb main");
        assertThat(run("check main").out()).doesNotContain("WAL catalogue");
    }

    @Test
    void aCatalogueWithoutSenseIsNoticedToo() {
        String sound = SmallHome.read(home.xlogDb());
        String first = sound.substring(0, sound.indexOf('\n') + 1);
        String name = first.substring(0, 24);

        home.write(home.xlogDb(), sound + "garbage\n");
        assertThat(run("check main").out()).contains("\tWAL catalogue: FAILED (a line makes no sense: 'garbage')\n");

        home.write(home.xlogDb(), sound + first);
        assertThat(run("check main").out()).contains("\tWAL catalogue: FAILED (" + name + " is listed twice)\n");

        home.write(archived(name), "longer than before");
        home.write(home.xlogDb(), sound);
        assertThat(run("check main").out())
                .contains("\tWAL catalogue: FAILED (" + name + " has 18 bytes and is listed with ");
    }

    @Test
    void withoutACatalogueTheArchiveItselfCounts() throws Exception {
        Files.delete(home.xlogDb());

        assertThat(run("check main").out()).doesNotContain("WAL archive").doesNotContain("WAL catalogue");
    }

    private Path archived(String name) {
        return home.wals().resolve(name.substring(0, 16)).resolve(name);
    }

    private String begin(String id) {
        return SmallHome.read(home.backupInfo(id))
                .lines()
                .filter(line -> line.startsWith("begin_wal="))
                .map(line -> line.substring("begin_wal=".length()))
                .findFirst()
                .orElseThrow();
    }
}
