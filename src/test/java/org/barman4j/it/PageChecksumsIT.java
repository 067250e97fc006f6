package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.io.LocalDisk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.testing.Answer;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that went bad on the server's disk are told when they are copied, and keep no backup from being taken. */
class PageChecksumsIT extends BackupTest {
    private static final String OPTION = "backup_page_checksums = on";

    @ParameterizedTest
    @CsvSource({"rsync, ", "local-rsync, ", "postgres, ", "postgres, gzip"})
    void aBadPageIsTold(String method, String compression) throws Exception {
        String file = spoilOnServer();
        serve(method, OPTION, compression == null ? "" : "backup_compression = " + compression);

        Answer answer = barman("backup main --wait --wait-timeout 60");

        assertThat(answer).succeeds();
        assertThat(answer.err()).contains(" pages, 1 bad:\n\t" + file + " block 3\n");
        assertThat(barman("show-backup main latest").out()).contains("Bad pages            : " + file + " block 3");
        assertThat(barman("-f json show-backup main latest").out())
                .contains("\"bad\": [{\"block\": 3, \"file\": \"" + file + "\", \"on_server\": true}]");
        assertThat(barman("check main").out()).contains("\tpage checksums: WARNING (1 bad pages in backup " + newest());
        assertThat(barman("check --nagios main").out())
                .startsWith("BARMAN OK")
                .contains(" * WARNING: main page checksums");
        String id = newest();
        assertThat(barman("delete main " + id)).succeeds();
        assertThat(home.meta().resolve(id + "-page_checksums.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "rsync, backup_page_checksums = on",
        "rsync, ",
        "local-rsync, backup_page_checksums = on",
        "local-rsync, "
    })
    void aBadPageInAFileThatWasLinkedIsKnown(String method, String before) throws Exception {
        String file = spoilOnServer();
        serve(method, "reuse_backup = link", before == null ? "" : before);
        String first = backup("");
        serve(method, "reuse_backup = link", OPTION);

        String second = backup("");

        Path shared = home.base(second).resolve("data").resolve(file);
        assertThat(Files.isSameFile(shared, home.base(first).resolve("data").resolve(file)))
                .isTrue();
        assertThat(barman("show-backup main latest").out()).contains("Bad pages            : " + file + " block 3\n");
        assertThat(barman("check main").out()).contains("\tpage checksums: WARNING (1 bad pages in backup " + second);
    }

    @Test
    void aPageThatHasBecomeGoodIsBadNoMore() throws Exception {
        String file = spoilOnServer();
        serve("rsync", OPTION, "reuse_backup = link");
        backup("");
        flip(postgres.data().resolve(file), 3 * 8192 + 5000);

        String second = backup("");

        assertThat(barman("check main").out()).containsPattern("page checksums: OK \\(\\d+ pages of backup " + second);
    }

    @Test
    void goodPagesAreCounted() throws Exception {
        serve("rsync", OPTION);
        Thread writer = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                postgres.run("update ledger set text = 'changed' where entry % 7 = 0", "checkpoint");
            }
        });
        writer.start();

        Answer answer = barman("backup main --wait --wait-timeout 60");

        writer.interrupt();
        writer.join();
        assertThat(answer).succeeds();
        assertThat(answer.out()).containsPattern("Page checksums: \\d{4} pages, all good\n");
        assertThat(barman("check main").out()).containsPattern("page checksums: OK \\(\\d{4} pages of backup");
        assertThat(barman("show-servers main").out()).contains("backup_page_checksums: True");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "postgres"})
    void whatWentBadSinceIsFoundBesideTheProgramOfPostgres(String method) throws Exception {
        makeTablespace();
        String file = postgres.ask("select pg_relation_filepath('ledger')");
        String distant = postgres.ask("select pg_relation_filepath('spaced')");
        serve(method, OPTION);
        String id = backup(method.equals("rsync") ? "--manifest" : "");
        Answer sound = barman("verify-backup main " + id);
        assertThat(sound).succeeds();
        assertThat(sound.out())
                .containsPattern("Calling pg_verifybackup\nPage checksums: \\d{4} pages, all good\n"
                        + "backup successfully verified\n$");
        flip(home.base(id).resolve("data").resolve(file), 3 * 8192 + 5000);
        flip(home.base(id).resolve(distant.substring("pg_tblspc/".length())), 5000);

        Answer answer = barman("verify-backup main " + id);

        assertThat(answer).hasStatus(1);
        assertThat(answer.err())
                .contains(" pages, 2 bad:\n\t" + file + " block 3\n\t" + distant + " block 0\n")
                .contains("checksum mismatch for file \"" + file + "\"");
        assertThat(barman("show-backup main latest").out()).contains(file + " block 3");
        assertThat(barman("check main").out()).contains("\tpage checksums: WARNING (2 bad pages in backup " + id);
        home.replace(home.serverConfig(), OPTION, "");
        assertThat(barman("verify-backup main " + id).err()).doesNotContain("pages");
    }

    @Test
    void whatWentBadSinceIsFoundByVerifying() throws Exception {
        String file = postgres.ask("select pg_relation_filepath('ledger')");
        serve("postgres", OPTION);
        String id = backup("");
        home.replace(home.serverConfig(), "path_prefix = " + programs(), ""); // so that pg_verifybackup is not found
        Answer sound = barman("verify-backup main " + id);
        assertThat(sound).succeeds();
        assertThat(sound.out())
                .containsPattern("Page checksums: \\d{4} pages, all good\nbackup successfully verified\n$");
        flip(home.base(id).resolve("data").resolve(file), 3 * 8192 + 5000);

        Answer answer = barman("verify-backup main " + id);

        assertThat(answer).hasStatus(1);
        assertThat(answer.err())
                .contains(" pages, 1 bad:\n\t" + file + " block 3\n")
                .endsWith("\nERROR: checksum mismatch for file \"" + file + "\"\n");
        assertThat(barman("show-backup main latest").out()).contains("Bad pages            : " + file + " block 3");
    }

    @Test
    void tablespacesThatNoLinkLeadsToAreLookedAt() throws Exception {
        makeTablespace();
        String file = postgres.ask("select pg_relation_filepath('spaced')");
        serve("rsync", OPTION);
        String id = backup("--manifest");
        home.replace(home.serverConfig(), "path_prefix = " + programs(), ""); // so that pg_verifybackup is not found
        flip(home.base(id).resolve(file.substring("pg_tblspc/".length())), 5000);

        Answer answer = barman("verify-backup main " + id);

        assertThat(answer).succeeds();
        assertThat(answer.err()).contains(" pages, 1 bad:\n\t" + file + " block 0\n");
        assertThat(barman("check main").out()).contains("\tpage checksums: WARNING (1 bad pages in backup " + id);
    }

    @Test
    void badPagesLetNoVerificationFail() throws Exception {
        String file = spoilOnServer();
        serve("postgres", OPTION, "backup_compression = gzip");
        String id = backup("");
        Path report = home.meta().resolve(id + "-page_checksums.json");
        String noted = SmallHome.read(report);
        Files.delete(report);

        Answer answer = barman("verify-backup main " + id);

        assertThat(answer).succeeds();
        assertThat(answer.out()).endsWith("backup successfully verified\n");
        assertThat(answer.err()).contains("WARNING: Page checksums: ", " pages, 1 bad:\n\t" + file + " block 3\n");
        assertThat(report).hasContent(noted);
    }

    @Test
    void aReportThatCannotBeNotedLetsNoVerificationFail() {
        serve("postgres", OPTION, "backup_compression = gzip");
        String id = backup("");
        try (HeldLock busy = new Locks(home.root(), new LocalDisk()).acquire(LockName.backupId("main", id))) {
            Answer answer = barman("verify-backup main " + id);

            assertThat(answer).succeeds();
            assertThat(answer.err()).contains("WARNING: What was found is not noted: another process is at work");
        }
    }

    /** Makes a page bad where PostgreSQL has it, and returns the file. */
    private String spoilOnServer() throws Exception {
        String file = postgres.ask("select pg_relation_filepath('ledger')");
        postgres.run("checkpoint");
        postgres.kill(); // so that the page is in no memory
        flip(postgres.data().resolve(file), 3 * 8192 + 5000);
        postgres.start();
        return file;
    }

    private static void flip(Path file, long position) throws Exception {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(position);
            int value = content.read();
            content.seek(position);
            content.write(value ^ 0x10);
        }
    }
}
