package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.SmallHome.LATEST;
import static org.barman4j.testing.SmallHome.MIDDLE;
import static org.barman4j.testing.SmallHome.OLDEST;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in the WAL catalogue, the backups are listed, and what is wrong with it is told. */
class DamagedXlogDbTest {
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-12-24T00:00:00Z"), ZoneOffset.UTC);
    private static final List<String> COMMANDS = List.of(
            "list-backups main",
            "-f json list-backups main",
            "show-backup main " + MIDDLE,
            "-f json show-backup main " + LATEST,
            "list-files --target wal main " + MIDDLE,
            "list-files --target full main " + LATEST);

    @TempDir
    private Path directory;

    private SmallHome home;
    private String sound;

    @BeforeEach
    void makeHome() {
        home = SmallHome.in(directory);
        sound = SmallHome.read(home.xlogDb());
    }

    @Test
    void aTornLastLineIsLeftOutAndTold() {
        String before = run("list-backups main").out();
        home.write(home.xlogDb(), sound + "00000002000000000000");

        assertThat(run("list-backups main"))
                .succeeds()
                .warnsOf("The last line of " + home.xlogDb() + " is incomplete and left out")
                .prints(before);
    }

    @Test
    void aFileCutAtAnyByteDoesNotHideABackup() {
        byte[] whole = sound.getBytes(StandardCharsets.UTF_8);

        for (int length = 0; length < whole.length; length += 37) {
            home.write(home.xlogDb(), sound.substring(0, length));
            Answer answer = run("list-backups main");

            assertThat(answer).as("cut at %d", length).succeeds();
            assertThat(answer.out()).contains(OLDEST, MIDDLE, LATEST);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "garbage 1 2 None None", "\u0000\u0000\u0000", "0000000100000000000000ZZ 1 1.0 None"})
    void aLineThatIsNoneIsAnErrorBehindTheListing(String line) {
        home.write(home.xlogDb(), sound.replaceFirst("\n", "\n" + line + "\n"));

        Answer answer = run("list-backups main");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.out()).contains(OLDEST, MIDDLE, LATEST);
        assertThat(answer.errors()).singleElement().asString().startsWith("invalid WAL segment name '");
        assertThat(answer.err()).contains("Please run \"barman rebuild-xlogdb main\" to solve this issue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000000000000000000001\t16777216\t1.0\tNone\tNone",
                "FFFFFFFFFFFFFFFFFFFFFFFF\t16777216\t1.0\tNone\tNone",
                "000000010000000000000016\t-1\t1.0\tNone\tNone",
                "000000010000000000000016\t999999999999999999\t1.0\tNone\tNone",
                "000000010000000000000016\t99999999999999999999999\t1.0\tNone\tNone",
                "000000010000000000000016\t1\tyesterday\tNone\tNone",
                "000000010000000000000016\t1\tNaN\tNone\tNone",
                "000000010000000000000016\t1\t1e999\tNone\tNone",
                "000000010000000000000016\t1\t1.0\tnosuchcompression\tNone\tNone\tNone",
                "000000010000000000000016\t1",
                "000000010000000000000016",
                "00000000.history\t1\t1.0\tNone\tNone",
                "00000001000000000000000G.00000028.backup\t1\t1.0\tNone\tNone",
                "../../../../etc/passwd\t1\t1.0\tNone\tNone",
                "$(touch pwned)\t1\t1.0\tNone\tNone",
                "\u0000",
                "\u00e4\u00f6\u00fc",
                ""
            })
    void aLineWithAnyTextIsAnsweredClearly(String line) {
        home.write(home.xlogDb(), line + "\n" + sound + line + "\n" + line + "\n");

        for (String command : COMMANDS) {
            Answer answer = run(command);
            assertThat(answer).as("%s with %s", command, line).isClear();
            if (command.startsWith("list-files")) {
                assertThat(answer.out()).doesNotContain("passwd", "pwned");
            }
        }
    }

    @Test
    void bytesThatAreNoTextAreAnErrorBehindTheListing() {
        home.write(home.xlogDb(), new byte[] {(byte) 0xff, (byte) 0xfe, '\n', (byte) 0xc3, '\n'});

        Answer answer = run("list-backups main");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.out()).contains(OLDEST, MIDDLE, LATEST);
        assertThat(answer.errors()).hasSize(1);
    }

    @Test
    void aLongFileWithoutALineEndIsTornThroughout() {
        home.write(home.xlogDb(), new byte[500_000]);

        Answer answer = run("list-backups main");

        assertThat(answer).succeeds().warnsOf("The last line of " + home.xlogDb() + " is incomplete and left out");
        assertThat(answer.out()).contains(OLDEST, MIDDLE, LATEST);
    }

    @Test
    void aFileOfTenMegabytesWithoutALineEndIsRefused() {
        home.write(home.xlogDb(), new byte[10_000_000]);

        assertThat(run("list-backups main"))
                .isRefusedWith("the WAL catalogue " + home.xlogDb() + " is not one: it has no line ends");
    }

    @Test
    void aDirectoryInItsPlaceIsRefused() {
        home.makeDirectory(home.xlogDb());

        assertThat(run("list-backups main"))
                .isRefusedWith("cannot read the WAL catalogue " + home.xlogDb() + ": Is a directory");
    }

    @Test
    void aFileInPlaceOfTheArchiveIsNotTakenForAnEmptyArchive() {
        home.configure("");
        home.replace(home.serverConfig(), "[main]\n", "[main]\nwals_directory = " + home.config() + "\n");

        assertThat(run("list-backups main"))
                .isRefusedWith("cannot read the WAL catalogue " + home.config() + "/main-xlog.db: Not a directory");
    }

    @Test
    void oneDamagedCatalogueDoesNotHideTheOtherServers() {
        home.write(
                home.config(),
                home.globalOptions() + "[another]\nconninfo = host=pg\nssh_command = ssh pg\n"
                        + "archiver = on\nbackup_options = concurrent_backup\n");
        home.write(
                home.root().resolve("another/meta/" + OLDEST + "-backup.info"),
                SmallHome.read(home.backupInfo(OLDEST)).replace("server_name=main", "server_name=another"));
        home.makeDirectory(home.root().resolve("another/wals/another-xlog.db"));

        Answer answer = run("list-backups all");

        assertThat(answer).isClear().hasStatus(1);
        assertThat(answer.out()).contains("main " + OLDEST, "main " + LATEST);
    }

    private Answer run(String line) {
        CommandRun run = CommandRun.of(THEN, home.words(line));
        return new Answer(run.status(), run.out(), run.err());
    }
}
