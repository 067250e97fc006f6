package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.PathText;
import org.barman4j.io.TreeDeletion;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests, written and compared, with PostgreSQL's own programs as the judge. */
class VerifyBackupIT extends HomeTest {
    private static final String BACKUP = SmallHome.LATEST;

    private Path data;

    @BeforeEach
    void emptyBackup() throws IOException {
        data = home.base(BACKUP).resolve("data");
        new TreeDeletion(new LocalDisk()).delete(data);
    }

    @Test
    void whatWeWritePostgresUnderstands() throws Exception {
        takeBackup("--no-manifest");

        assertThat(run("generate-manifest main latest").out())
                .isEqualTo("Backup manifest for backup 'latest' successfully generated for server ['main']\n");

        assertThat(SmallHome.read(data.resolve("backup_manifest")))
                .startsWith("{\"PostgreSQL-Backup-Manifest-Version\": 1,\n\"Files\": [\n{\"Checksum\": \"")
                .doesNotContain("backup_manifest");
        offerPrograms();
        assertThat(run("verify-backup main latest").out())
                .isEqualTo("Verifying backup 'latest' on server ['main']\nCalling pg_verifybackup\n"
                        + "backup successfully verified\n");
        CommandRun again = run("generate-manifest main latest");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).startsWith("ERROR: File " + data.resolve("backup_manifest") + " already exists.\n");
    }

    @Test
    void aNameThatIsNotUtf8KeepsItsBytes() throws Exception {
        takeBackup("--no-manifest");
        home.write(data.resolve(PathText.path("latin\udce9")), "one");
        home.write(data.resolve(PathText.path("latin\udce8")), "two");

        run("generate-manifest main latest");

        assertThat(SmallHome.read(data.resolve("backup_manifest")))
                .contains("\"Encoded-Path\": \"6c6174696ee9\"")
                .doesNotContain("\"Path\": \"latin");
        assertThat(verify()).isEmpty();
        assertThat(run("list-files --target data main latest").output().toString(StandardCharsets.ISO_8859_1))
                .contains(data + "/latin\u00e8\n" + data + "/latin\u00e9\n");
        offerPrograms();
        assertThat(verify()).isEmpty();
        Files.delete(data.resolve(PathText.path("latin\udce9")));
        assertThat(verify()).contains("is present in the manifest but not on disk");
    }

    @Test
    void aNameInAnArchiveKeepsItsBytes() throws Exception {
        takeBackup("--no-manifest");
        home.write(data.resolve(PathText.path("latin\udce9")), "one");
        run("generate-manifest main latest");
        PostgresFixture.run(List.of("tar", "-C", data.toString(), "-cf", directory + "/base.tar", "."));
        PostgresFixture.run(List.of("mv", data + "/backup_manifest", directory.toString()));
        new TreeDeletion(new LocalDisk()).delete(data);
        home.makeDirectory(data);
        PostgresFixture.run(List.of("mv", directory + "/base.tar", directory + "/backup_manifest", data.toString()));

        assertThat(verify()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32C", "SHA224", "SHA256", "SHA384", "SHA512", "NONE"})
    void whatPostgresWritesWeUnderstand(String kind) throws Exception {
        takeBackup("--manifest-checksums=" + kind);

        assertThat(verify()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "lz4", "zstd"})
    void archivesAreComparedToo(String compression) throws Exception {
        takeBackup("--format=tar", "--compress=" + compression);

        assertThat(verify()).isEmpty();

        Path archive = Path.of(
                Objects.requireNonNull(data.toFile().listFiles((parent, name) -> name.startsWith("base.tar")))[0]
                        .getPath());
        flip(archive, Files.size(archive) / 2);
        assertThat(verify()).isNotEmpty();
    }

    @Test
    void everythingThatDiffersIsNamed() throws Exception {
        takeBackup("--manifest-checksums=SHA256");
        flip(data.resolve("global/pg_control"), 100);
        home.write(data.resolve("PG_VERSION"), "15, or so\n");
        home.write(data.resolve("base/1/stranger"), "");
        home.write(data.resolve("pg_wal/000000010000000000000001"), "");
        home.write(data.resolve("standby.signal"), "");
        Files.delete(data.resolve("pg_hba.conf"));

        String ours = verify();

        assertThat(ours)
                .isEqualTo(
                        """
                        "PG_VERSION" has size 10 on disk but size 3 in the manifest
                        "base/1/stranger" is present on disk but not in the manifest
                        "pg_hba.conf" is present in the manifest but not on disk
                        checksum mismatch for file "global/pg_control"
                        """);
        offerPrograms();
        String theirs = run("verify-backup main latest").err();
        for (String line : ours.lines().toList()) {
            assertThat(theirs).contains(line);
        }
    }

    @Test
    void aManifestThatIsDamagedIsTold() throws Exception {
        takeBackup("--manifest-checksums=NONE");
        String sound = SmallHome.read(data.resolve("backup_manifest"));
        int half = sound.length() / 2;
        for (String damaged :
                List.of("", "{", sound.substring(0, half), sound.replaceFirst("PG_VERSION", "PG_VERSIOM"))) {
            home.write(data.resolve("backup_manifest"), damaged);

            assertThat(verify()).as(damaged.isEmpty() ? "empty" : "damaged").contains("backup_manifest: ");
        }
    }

    @Test
    void whereThereIsNoManifestAHintNamesWhatWritesOne() throws Exception {
        takeBackup("--no-manifest");
        String hint = "\nHINT: The backup has no manifest. 'barman generate-manifest main " + BACKUP
                + "' writes one of the files as they are now.\n";

        assertThat(verify())
                .contains("backup_manifest")
                .contains("No such file")
                .endsWith(hint);
        offerPrograms();
        assertThat(verify())
                .contains("could not open file")
                .contains("backup_manifest")
                .endsWith(hint);
        home.set(BACKUP, "parent_backup_id", SmallHome.MIDDLE);
        assertThat(verify()).contains("backup_manifest").doesNotContain("HINT");
        home.set(BACKUP, "parent_backup_id", "None");
        run("generate-manifest main " + BACKUP);
        assertThat(run("verify-backup main latest").err()).isEmpty();
    }

    @Test
    void archivesWithoutAManifestGetNoSuchHint() throws Exception {
        takeBackup("--format=tar", "--no-manifest");

        assertThat(verify()).contains("backup_manifest").doesNotContain("HINT");
        CommandRun refused = run("generate-manifest main latest");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains(": its files are in archives");
        assertThat(data.resolve("backup_manifest")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDamagedHeaderIsToldInOneLine(int blank) throws Exception {
        takeBackup("--format=tar");
        Path archive = data.resolve("base.tar");
        long header = header(archive, "PG_VERSION");
        try (RandomAccessFile content = new RandomAccessFile(archive.toFile(), "rw")) {
            content.seek(header);
            content.write(blank == 1 ? new byte[512] : new byte[] {'X'});
        }

        assertThat(verify()).matches("could not read \"" + archive + "\": the header behind \"[^\"]+\" is damaged\n");
        flip(archive, 0);
        assertThat(verify()).isEqualTo("could not read \"" + archive + "\": its first header is damaged\n");
    }

    @Test
    void anArchiveThatIsEmptyOrMissingIsToldInOneLine() throws Exception {
        takeBackup("--format=tar");
        home.set(SmallHome.LATEST, "compression", "none");
        Path archive = data.resolve("base.tar");
        Files.write(archive, new byte[0]);

        assertThat(verify()).isEqualTo("could not read \"" + archive + "\": it is empty\n");
        Files.write(archive, new byte[1024]);
        assertThat(verify()).isEqualTo("could not read \"" + archive + "\": it is empty\n");
        Files.delete(archive);
        assertThat(verify()).isEqualTo("there is no archive \"base.tar\", compressed or not\n");
    }

    /** Where the header of a file is in an archive. */
    private static long header(Path archive, String name) throws IOException {
        try (TarFile tar = new TarFile(archive)) {
            return tar.getEntries().stream()
                            .filter(entry -> entry.getName().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .getDataOffset()
                    - 512;
        }
    }

    @Test
    void encryptedArchivesAreRefused() {
        home.write(data.resolve("base.tar.gz.gpg"), "");

        CommandRun run = run("verify-backup main latest");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("are encrypted");
    }

    /** Compares without PostgreSQL's program, and returns what is wrong. */
    private String verify() {
        CommandRun run = run("verify-backup main latest");
        String failure = "ERROR: verify backup failure on directory '" + data + "'\nERROR: ";
        if (run.status() == 0) {
            assertThat(run.out()).endsWith("backup successfully verified\n");
            assertThat(run.err()).isEmpty();
            return "";
        }
        assertThat(run.err()).startsWith(failure);
        return run.err().substring(failure.length());
    }

    private CommandRun run(String line) {
        return CommandRun.of(Clock.systemUTC(), home.words(line));
    }

    private void offerPrograms() {
        home.configureServer("path_prefix = " + PostgresFixture.programs());
    }

    private void takeBackup(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                PostgresFixture.programs().resolve("pg_basebackup").toString(),
                "--dbname=host=127.0.0.1 port=" + PostgresFixture.primary().port() + " user=trusted",
                "--pgdata=" + data,
                "--wal-method=none",
                "--checkpoint=fast"));
        words.addAll(List.of(options));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        home.set(BACKUP, "version", "150020");
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(position);
            int old = content.read();
            content.seek(position);
            content.write(old ^ 0xff);
        }
    }
}
