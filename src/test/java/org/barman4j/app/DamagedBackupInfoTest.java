package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;
import static org.barman4j.testing.SmallHome.LATEST;
import static org.barman4j.testing.SmallHome.MIDDLE;
import static org.barman4j.testing.SmallHome.OLDEST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.Backups;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.Answer;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a {@code backup.info}, every command answers clearly, and the other backups stay in sight. */
class DamagedBackupInfoTest extends HomeTest {
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-12-24T00:00:00Z"), ZoneOffset.UTC);

    /** Commands that read the metadata of the backup in the middle, each in a way of its own. */
    private static final List<String> READING = List.of(
            "list-backups main",
            "-f json show-backup main " + MIDDLE,
            "list-files --target standalone main " + MIDDLE,
            "list-files --target full main " + MIDDLE);

    private static final List<String> MORE = List.of(
            "-f json list-backups main",
            "show-backup main " + MIDDLE,
            "show-servers main",
            "keep --status main " + MIDDLE,
            "keep --target standalone main " + MIDDLE,
            "keep --release main " + MIDDLE);

    /** The fields that are more than a text to show. */
    private static final List<String> FIELDS = List.of(
            "backup_name",
            "begin_time",
            "begin_wal",
            "begin_xlog",
            "children_backup_ids",
            "copy_stats",
            "end_time",
            "end_wal",
            "end_xlog",
            "mode",
            "parent_backup_id",
            "size",
            "snapshots_info",
            "status",
            "tablespaces",
            "timeline",
            "version",
            "xlog_segment_size");

    /** The name of a WAL segment to anybody who asks Unicode what a digit is. */
    private static final String FULL_WIDTH_DIGITS = "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11"
            + "\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11";

    @Test
    void aFileCutAtAnyByteIsReadOrKnownToBeDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(home.backupInfo(MIDDLE));
        BackupCatalog catalog = new BackupCatalog(
                "main", "rsync-concurrent", home.base(""), home.meta(), server -> true, new LocalDisk());
        BackupId id = new BackupId(MIDDLE);

        for (int length = 0; length < whole.length; length++) {
            home.write(home.backupInfo(MIDDLE), Arrays.copyOf(whole, length));
            Backups backups = catalog.load();

            assertThat(backups.find(id).isPresent() ^ backups.damage(id).isPresent())
                    .as("either found or damaged when cut at %d", length)
                    .isTrue();
            assertThat(backups.oldestFirst()).hasSizeBetween(2, 3);
        }
    }

    @Test
    void aFileCutBehindAnyLineIsListedOrNamed() {
        List<String> lines = SmallHome.read(home.backupInfo(MIDDLE)).lines().toList();

        for (int count = 0; count < lines.size(); count++) {
            String next = lines.get(count);
            String start = String.join(
                    "",
                    lines.subList(0, count).stream().map(line -> line + "\n").toList());
            for (String rest : List.of("", next.substring(0, next.length() / 2))) {
                home.write(home.backupInfo(MIDDLE), start + rest);
                Answer list = run("list-backups main");
                Answer show = run("show-backup main " + MIDDLE);

                boolean listed = list.out().contains(MIDDLE);
                assertThat(list).as("cut in front of %s", next).succeeds();
                assertThat(list.out()).contains(OLDEST, LATEST);
                assertThat(list.warnings()).hasSize(listed ? 0 : 1).allMatch(line -> line.contains(MIDDLE));
                assertThat(show).succeedsOrIsRefusedNaming(MIDDLE).hasStatus(listed ? 0 : 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "0",
                "99999999999999999999",
                "[",
                "[None]",
                ",,,",
                FULL_WIDTH_DIGITS,
                "000000000000000000000000",
                "ffffffffffffffffffffffff",
                "9999-12-31 23:59:59.999999-18:00",
                "0001-01-01 00:00:00+18:00"
            })
    void aFieldWithAnyTextIsUnderstoodOrNamed(String text) {
        String whole = SmallHome.read(home.backupInfo(MIDDLE));
        List<String> unclear = new ArrayList<>();

        for (String key : FIELDS) {
            home.write(home.backupInfo(MIDDLE), whole);
            home.set(MIDDLE, key, text);
            for (String command : READING) {
                Answer answer = run(command);
                boolean refused = answer.status() == 1
                        && answer.errors().size() == 1
                        && answer.errors().get(0).contains(MIDDLE);
                if (!answer.traces().isEmpty() || (answer.status() != 0 && !refused)) {
                    unclear.add(command + " with " + key + ": " + answer.errors());
                }
            }
        }

        assertThat(unclear).isEmpty();
    }

    @Test
    void aNestedLiteralDoesNotExhaustTheStack() {
        home.set(MIDDLE, "tablespaces", "[".repeat(200_000));

        assertThat(run("show-backup main " + MIDDLE)).succeedsOrIsRefusedNaming("tablespaces");
    }

    @Test
    void aFileOfTenMegabytesInOneLineIsNamed() {
        home.write(home.backupInfo(MIDDLE), "x".repeat(10_000_000));

        assertThat(run("list-backups main"))
                .succeeds()
                .warnsOf(leavingOut(home.backupInfo(MIDDLE), "the file is cut off in its last line"));
    }

    @Test
    void aFileThatIsNotTextIsNamed() {
        home.write(home.backupInfo(MIDDLE), new byte[] {'s', 't', 'a', 't', 'u', 's', '=', (byte) 0xe4, '\n'});
        home.write(home.backupInfo(OLDEST), new byte[4096]);

        Answer answer = run("list-backups main");

        assertThat(answer)
                .succeeds()
                .warnsOf(
                        leavingOut(home.backupInfo(OLDEST), "the file is cut off in its last line"),
                        leavingOut(home.backupInfo(MIDDLE), "the file is not UTF-8 text"));
        assertThat(answer.out()).contains(LATEST);
    }

    @Test
    void anEmptyFileADirectoryAndADanglingLinkAreNamed() throws IOException {
        home.write(home.backupInfo(OLDEST), "");
        home.makeDirectory(home.backupInfo(MIDDLE));
        Files.delete(home.backupInfo(LATEST));
        Files.createSymbolicLink(home.backupInfo(LATEST), directory.resolve("nowhere"));

        Answer answer = run("list-backups main");

        assertThat(answer)
                .succeeds()
                .warnsOf(
                        leavingOut(home.backupInfo(OLDEST), "the file is empty"),
                        leavingOut(home.backupInfo(MIDDLE), "Is a directory"),
                        leavingOut(home.backupInfo(LATEST), "No such file or directory"));
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void theFileInTheNewPlaceCountsWhereThereAreTwo() {
        home.write(home.oldBackupInfo(MIDDLE), SmallHome.read(home.backupInfo(MIDDLE)));
        home.set(MIDDLE, "backup_name", "new place");

        assertThat(run("list-backups main").out())
                .containsOnlyOnce(MIDDLE)
                .contains("main " + MIDDLE + " 'new place' - ");
    }

    @Test
    void aDamagedFileInTheNewPlaceHidesTheOldOne() {
        home.write(home.oldBackupInfo(MIDDLE), SmallHome.read(home.backupInfo(MIDDLE)));
        home.write(home.backupInfo(MIDDLE), "status\n");

        Answer answer = run("list-backups main");

        assertThat(answer).succeeds().warnsOf(leavingOut(home.backupInfo(MIDDLE), "line 1 is not key=value: 'status'"));
        assertThat(answer.out()).doesNotContain(MIDDLE);
    }

    @Test
    void keysOfALaterBarmanDisturbNobody() {
        home.set(MIDDLE, "invented_later", "[1, 'two', {3: None}]");
        home.set(MIDDLE, "a key with blanks and = and `touch x`", "");

        for (String command : all()) {
            assertThat(run(command)).as(command).succeeds().warnsOf();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OLDEST, MIDDLE, LATEST, "20200101T000000", "../../../etc"})
    void chainsThatLeadInCirclesOrNowhereEnd(String parent) {
        for (String id : List.of(OLDEST, MIDDLE, LATEST)) {
            home.set(id, "mode", "postgres");
            home.set(id, "parent_backup_id", id.equals(LATEST) ? OLDEST : parent);
            home.set(id, "children_backup_ids", String.join(",", OLDEST, MIDDLE, LATEST, "20200101T000000", parent));
        }

        for (String command : all()) {
            assertThat(run(command)).as(command).isClear();
        }
        assertThat(run("list-backups main").out()).contains(OLDEST, MIDDLE, LATEST);
    }

    @Test
    void aNameThatIsNoDirectoryOfABackupIsPassedOver() throws IOException {
        home.write(home.root().resolve("main/base/stray file"), "x");
        home.write(home.root().resolve("main/meta/stray file"), "x");
        home.write(home.root().resolve("main/meta/-backup.info"), "x");
        Files.createSymbolicLink(home.root().resolve("main/base/loop"), Path.of("loop"));

        assertThat(run("list-backups main")).succeeds().warnsOf();
    }

    @Test
    void oneDamagedBackupDoesNotHideThoseOfOtherServers() {
        home.configure(
                "[other]\nconninfo = host=pg\nssh_command = ssh pg\narchiver = on\nbackup_options = concurrent_backup\n");
        home.write(home.root().resolve("other/meta/" + OLDEST + "-backup.info"), "x");

        Answer answer = run("list-backups all");

        assertThat(answer.out()).contains(OLDEST, MIDDLE, LATEST);
        assertThat(answer.warnings()).hasSize(1);
    }

    private static List<String> all() {
        return Stream.concat(READING.stream(), MORE.stream()).toList();
    }

    private static String leavingOut(Path file, String reason) {
        return "Leaving out a backup of server 'main' whose metadata is damaged: " + file + ": " + reason;
    }

    private Answer run(String line) {
        CommandRun run = CommandRun.of(THEN, home.words(line));
        return new Answer(run.status(), run.out(), run.err());
    }
}
