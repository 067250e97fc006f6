package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.barman4j.testing.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that went bad on the server's disk are told when they are copied, and keep no backup from being taken. */
class PageChecksumsIT extends BackupTest {
    private static final String OPTION = "backup_page_checksums = on";

    @ParameterizedTest
    @CsvSource({"rsync, ", "local-rsync, ", "postgres, ", "postgres, gzip"})
    void aBadPageIsTold(String method, String compression) throws Exception {
        String file = postgres.ask("select pg_relation_filepath('ledger')");
        postgres.run("checkpoint");
        postgres.kill(); // so that the page is in no memory
        flip(postgres.data().resolve(file), 3 * 8192 + 5000);
        postgres.start();
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

    private static void flip(Path file, long position) throws Exception {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(position);
            int value = content.read();
            content.seek(position);
            content.write(value ^ 0x10);
        }
    }
}
