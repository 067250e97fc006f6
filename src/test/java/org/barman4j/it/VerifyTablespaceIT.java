package org.barman4j.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.testing.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of tablespaces, which lie beside the data or in an archive of their own, are verified like all others. */
class VerifyTablespaceIT extends BackupTest {
    private static final int IN_FIRST_PAGE = 5000;
    private static final int TAR_HEADER = 512;

    /** The file of a table below the data directory: {@code pg_tblspc/16389/PG_15_202209061/5/16390}. */
    private String file;

    @BeforeEach
    void fillTablespace() {
        makeTablespace();
        file = postgres.ask("select pg_relation_filepath('spaced')");
    }

    @Test
    void besideTheData() throws IOException {
        serve("postgres", "backup_page_checksums = on");
        String id = backup("");
        home.replace(home.serverConfig(), "path_prefix = " + programs(), ""); // so that pg_verifybackup is not found
        assertVerifies(id);
        Path spoilt = home.base(id).resolve("data").resolve(file);

        flip(spoilt, IN_FIRST_PAGE);
        assertFindsTheFile(id);

        Files.delete(spoilt);
        assertThat(barman("verify-backup main " + id).err())
                .endsWith("\nERROR: \"" + file + "\" is present in the manifest but not on disk\n");
    }

    @Test
    void inAnArchive() throws IOException {
        serve("postgres", "backup_page_checksums = on", "backup_compression = none", "backup_compression_format = tar");
        String id = backup("");
        assertVerifies(id);
        String[] parts = file.split("/", 3);
        Path archive = home.base(id).resolve("data").resolve(parts[1] + ".tar");

        String content = new String(Files.readAllBytes(archive), ISO_8859_1);
        flip(archive, content.indexOf(parts[2]) + TAR_HEADER + IN_FIRST_PAGE);
        assertFindsTheFile(id);

        Files.delete(archive);
        assertThat(barman("verify-backup main " + id).err())
                .contains("\"" + file + "\" is present in the manifest but not on disk\n");
    }

    private void assertVerifies(String id) {
        Answer answer = barman("verify-backup main " + id);
        assertThat(answer).succeeds();
        assertThat(answer.out()).contains("Comparing the files with ").endsWith("backup successfully verified\n");
    }

    private void assertFindsTheFile(String id) {
        Answer answer = barman("verify-backup main " + id);
        assertThat(answer).hasStatus(1);
        assertThat(answer.err())
                .contains(" pages, 1 bad:\n\t" + file + " block 0\n")
                .endsWith("\nERROR: checksum mismatch for file \"" + file + "\"\n");
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(position);
            int value = content.read();
            content.seek(position);
            content.write(value ^ 0x10);
        }
    }
}
