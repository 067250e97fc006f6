package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barman4j.testing.Answer;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores of backups of which something has been lost. */
class MissingFilesIT extends RestoreTest {
    private void assertRefused(String id, String reason) {
        Path place = place();
        for (String dryRun : List.of("--dry-run", "")) {
            Answer answer = restoring(place, dryRun, id);

            assertThat(answer).isClear().hasStatus(1);
            assertThat(answer.err()).contains("ERROR: ", reason, "HINT: Restore another backup");
            assertThat(place).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "local-rsync, '', data, has no files",
        "local-rsync, '', data/global/pg_control, lacks global/pg_control in",
        "local-rsync, '', data/backup_label, lacks backup_label in",
        "local-rsync, '', OID, lacks the files of tablespace odd name",
        "postgres, backup_compression = gzip, data/base.tar.gz, lacks the archive base.tar in",
        "postgres, backup_compression = gzip, data/OID.tar.gz, 'lacks the archive '",
    })
    void whatCantBeRestoredIsToldBeforehand(String method, String option, String lost, String reason)
            throws IOException {
        makeTablespace();
        serve(method, option);
        String id = backup("");
        archiveTheRest();
        Path file = home.base(id).resolve(lost.replace("OID", oid()));

        Files.move(file, directory.resolve("lost"));

        assertRefused(id, "backup " + id + " " + reason);
    }

    private String oid() {
        return postgres.ask("select oid from pg_tablespace where spcname = 'odd name'");
    }

    /** The manifest that PostgreSQL has made names every file. */
    @Test
    void filesThatTheManifestNamesAreMissed() throws IOException {
        makeTablespace();
        serve("postgres");
        String id = backup("");
        archiveTheRest();
        Path data = home.base(id).resolve("data");
        String spaced = SmallHome.read(data.resolve("backup_manifest"))
                .lines()
                .filter(line -> line.contains("pg_tblspc/"))
                .map(line -> line.split("\"", -1)[3])
                .findFirst()
                .orElseThrow();

        Files.delete(home.base(id).resolve(spaced.substring("pg_tblspc/".length())));
        assertRefused(id, "backup " + id + " lacks " + spaced + ", or has it in another size than its manifest says");
        Files.delete(data.resolve("base/5/1259"));
        Files.write(data.resolve("global/1262"), new byte[100]);
        assertRefused(id, " and 2 others, or has them in another size");
        Path manifest = data.resolve("backup_manifest");
        String text = SmallHome.read(manifest);
        Files.writeString(manifest, text.substring(0, text.length() / 2));
        assertRefused(id, manifest.toString());

        Files.delete(manifest); // as the hint says
        Path place = place();
        assertThat(call("restore --tablespace")
                        .words(List.of("odd name:" + place + "/space", "main", id, place + "/data"))
                        .run())
                .succeeds();
    }
}
