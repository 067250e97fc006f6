package org.barman4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.barman4j.testing.AnswerAssert.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Ledger;
import org.barman4j.testing.OwnPostgres;
import org.barman4j.testing.PostgresFixture;
import org.barman4j.testing.SharingFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups and what is restored of them on a file system where two files can share their blocks. */
class SharedBlocksIT extends RestoreTest {
    private SharingFileSystem files;
    private Path place;

    @AfterEach
    void unmount() {
        if (files != null) {
            files.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xfs", "btrfs"})
    void whatIsRestoredSharesItsBlocksWithTheBackup(String type) throws Exception {
        moveHomeTo(type);
        serve("local-rsync", "parallel_jobs = 2");
        postgres.run("insert into ledger select n, repeat('y', 200) from generate_series(5001, 50000) n");
        String table = postgres.ask("select pg_relation_filepath('ledger')");
        String id = backup("");
        archiveTheRest();

        assertThat(barman("restore main " + id + " " + place.resolve("restored/data")))
                .succeeds();

        Path restored = place.resolve("restored/data");
        assertThat(SharingFileSystem.shares(restored.resolve(table))).isTrue();
        assertThat(segments(restored.resolve("pg_wal"))).isNotEmpty().allSatisfy(segment -> assertThat(
                        SharingFileSystem.shares(segment))
                .isTrue());
        assertThat(Files.getPosixFilePermissions(restored.resolve(table)))
                .isEqualTo(Files.getPosixFilePermissions(
                        home.base(id).resolve("data").resolve(table)));
        assertThat(Files.getLastModifiedTime(restored.resolve(table)))
                .isEqualTo(
                        Files.getLastModifiedTime(home.base(id).resolve("data").resolve(table)));
        try (OwnPostgres server = start(place.resolve("restored"))) {
            assertThat(server.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            server.run("update ledger set text = 'another'", "checkpoint");
            server.check();
        }
        try (OwnPostgres again = restored("", id)) { // which the first one's changes have not reached
            assertThat(again.ask(Ledger.SUM)).isEqualTo(postgres.ask(Ledger.SUM));
            again.check();
        }
    }

    /** Puts the server's directories into a new file system, and a link to them where they were. */
    private void moveHomeTo(String type) throws IOException {
        place = Files.createDirectory(directory.resolve(type));
        files = SharingFileSystem.mount(type, place);
        Path main = home.root().resolve("main");
        PostgresFixture.run(List.of("mv", main.toString(), place.toString()));
        Files.createSymbolicLink(main, place.resolve("main"));
    }

    private static List<Path> segments(Path directory) throws IOException {
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "0*[0-9A-F]")) {
            found.forEach(segments::add);
        }
        return segments;
    }
}
