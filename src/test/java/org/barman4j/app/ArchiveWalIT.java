package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.barman4j.testing.ForeignLock;
import org.barman4j.testing.WalSegments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What archive-wal makes of everything that may come in. */
class ArchiveWalIT extends WalHomeTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.678901234Z");

    @Test
    void aBatchIsArchivedInOrderAndSaysWhatItDid() throws Exception {
        TreeMap<String, byte[]> contents = new TreeMap<>();
        for (int number = 1; number <= 20; number++) {
            send(number);
            contents.put(WalSegments.name(number), WalSegments.segment(number));
        }

        CommandRun run = run("archive-wal main");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("Processing xlog segments from file archival for main\n\t000000010000000000000001\n")
                .endsWith("\t000000010000000000000014\n");
        assertThat(listed()).isEqualTo(List.copyOf(contents.keySet()));
        assertArchived(contents);
    }

    @Test
    void nothingToDoIsSaid() {
        home.makeDirectory(server());

        assertThat(run("archive-wal main").out())
                .isEqualTo("Processing xlog segments from file archival for main\n\tno file found\n");
    }

    @Test
    void theBatchSizeLimitsWhatIsLookedAt() throws Exception {
        serve("archiver_batch_size = 2\n");
        for (int number = 1; number <= 3; number++) {
            send(number);
        }

        assertThat(run("archive-wal main").out())
                .isEqualTo("Processing xlog segments from file archival for main (batch size: 2)\n"
                        + "\t000000010000000000000001\n\t000000010000000000000002\n");
        assertThat(names("incoming")).containsExactly(WalSegments.name(3));
    }

    @Test
    void theCatalogueHasSizeTimeAndCompression() throws Exception {
        serve("compression = pygzip\n");
        send(1);
        Files.setLastModifiedTime(incoming(WalSegments.name(1)), FileTime.from(LONG_AGO));

        run("archive-wal main");

        Path file = archived(WalSegments.name(1));
        assertThat(read(home.xlogDb()))
                .isEqualTo(WalSegments.name(1) + "\t" + Files.size(file) + "\t1767323045.6789012\tpygzip\tNone\n");
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(LONG_AGO);
        try (GZIPInputStream content = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(content.readAllBytes()).isEqualTo(WalSegments.segment(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd", "lz4", "snappy", "pybzip2", "pigz"})
    void whatWasCompressedIsHandedOutAsItCame(String compression) throws Exception {
        serve("compression = " + compression + "\ncompression_level = high\n");
        send(1);

        CommandRun run = run("archive-wal main");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.size(archived(WalSegments.name(1)))).isLessThan(WalSegments.SIZE / 4);
        assertThat(Arrays.equals(fetched(WalSegments.name(1)), WalSegments.segment(1)))
                .isTrue();
    }

    @Test
    void aFileThatCameCompressedIsNotCompressedAgain() throws Exception {
        serve("compression = gzip\n");
        send(1);
        run("archive-wal main");
        byte[] compressed = bytes(archived(WalSegments.name(1)));
        clear();
        serve("compression = zstd\n");
        home.write(incoming(WalSegments.name(1)), compressed);

        run("archive-wal main");

        assertThat(read(home.xlogDb())).contains("\tgzip\tNone\n");
        assertThat(bytes(archived(WalSegments.name(1)))).isEqualTo(compressed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "compression = gzip\n"})
    void aSegmentThatComesAgainIsDropped(String options) throws Exception {
        serve(options);
        send(1);
        run("archive-wal main");
        send(1);

        assertThat(run("archive-wal main").out())
                .isEqualTo("Processing xlog segments from file archival for main\n\t000000010000000000000001\n");
        assertThat(names("incoming")).isEmpty();
        assertThat(names("errors")).isEmpty();
        assertThat(listed()).containsExactly(WalSegments.name(1));
    }

    @Test
    void aSegmentWithOtherContentIsKeptAside() throws Exception {
        send(1);
        run("archive-wal main");
        home.write(incoming(WalSegments.name(1)), WalSegments.segment(99));

        CommandRun run = run("archive-wal main");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .endsWith("\tError: 000000010000000000000001 is already present in server main. "
                        + "File moved to errors directory.\n");
        assertThat(names("errors")).singleElement().asString().matches("0{7}10{15}1\\.\\d{8}T\\d{6}Z\\.duplicate");
        assertThat(bytes(archived(WalSegments.name(1)))).isEqualTo(WalSegments.segment(1));
        assertThat(listed()).hasSize(1);
    }

    @Test
    void aSecondDuplicateInTheSameSecondOverwritesNothing() throws Exception {
        send(1);
        run("archive-wal main");
        for (int seed = 50; seed < 53; seed++) {
            home.write(incoming(WalSegments.name(1)), WalSegments.segment(seed));
            run("archive-wal main");
        }

        assertThat(names("errors")).hasSize(3);
    }

    @Test
    void whatIsNoWalIsPutAside() {
        home.write(incoming("junk"), "junk");
        home.write(incoming("half.tmp"), "still being written");
        home.write(incoming(".hidden"), "still being received");
        home.makeDirectory(incoming(WalSegments.name(4)));
        send(1);

        assertThat(run("archive-wal main").out())
                .isEqualTo(
                        """
                        Processing xlog segments from file archival for main (batch size: 1)
                        	000000010000000000000001
                        Some unknown objects have been found while processing xlog segments for main. Objects moved to errors directory:
                        	000000010000000000000004
                        	junk
                        """);
        assertThat(names("incoming")).containsExactly(".hidden", "half.tmp");
    }

    @Test
    void walOfAnotherClusterIsRefused() {
        send(1);
        run("archive-wal main");
        home.write(incoming(WalSegments.name(2)), WalSegments.segment(2, WalSegments.SYSTEM_ID + 1, WalSegments.SIZE));
        send(3);

        CommandRun run = run("archive-wal main");

        assertThat(run.out()).contains("belongs to another PostgreSQL cluster (system identifier 7641234567890123457");
        assertThat(listed()).containsExactly(WalSegments.name(1), WalSegments.name(3));
        assertThat(names("errors")).singleElement().asString().endsWith(".foreign");
        assertThat(run("check main").out()).contains("archiver errors: FAILED (foreign: 1)");
    }

    @Test
    void theIdentityOfTheBackupsCountsEvenIfTheArchiveIsEmpty() {
        home.write(server().resolve("identity.json"), "{\"systemid\": \"123\", \"version\": \"15\"}");
        send(1);

        assertThat(run("archive-wal main").out()).contains("system identifier 7641234567890123456, not 123");
        assertThat(names("wals")).isEmpty();
    }

    @Test
    void aDamagedIdentityDoesNotStopArchiving() {
        home.write(server().resolve("identity.json"), "{");
        send(1);

        assertThat(run("archive-wal main").status()).isZero();
        assertThat(listed()).containsExactly(WalSegments.name(1));
    }

    @Test
    void aSegmentThatIsTooShortStaysAsLongAsItMayGrow() {
        byte[] half = Arrays.copyOf(WalSegments.segment(1), WalSegments.SIZE / 2);
        home.write(incoming(WalSegments.name(1)), half);

        assertThat(run("archive-wal main").out())
                .contains("has 524288 bytes instead of 1048576, and stays until the rest has come");
        assertThat(run("get-wal main " + WalSegments.name(1)).status()).isEqualTo(1);
        assertThat(names("incoming")).containsExactly(WalSegments.name(1));

        send(1);
        run("archive-wal main");

        assertThat(Arrays.equals(fetched(WalSegments.name(1)), WalSegments.segment(1)))
                .isTrue();
    }

    @Test
    void aSegmentThatIsTooShortAndRestsIsPutAside() throws Exception {
        home.write(incoming(WalSegments.name(1)), Arrays.copyOf(WalSegments.segment(1), 100_000));
        Files.setLastModifiedTime(incoming(WalSegments.name(1)), FileTime.from(LONG_AGO));

        run("archive-wal main");

        assertThat(names("errors")).singleElement().asString().endsWith(".incomplete");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 39})
    void aFileThatHasHardlyBegunStaysAsLongAsItMayGrow(int length) throws Exception {
        serve("compression = gzip\n");
        home.write(incoming(WalSegments.name(1)), Arrays.copyOf(WalSegments.segment(1), length));

        assertThat(run("archive-wal main").out())
                .contains("has only " + length + " bytes, and stays until the rest has come.\n")
                .doesNotContain("Error");
        assertThat(names("incoming")).containsExactly(WalSegments.name(1));
        assertThat(listed()).isEmpty();
        assertThat(run("get-wal main " + WalSegments.name(1)).status()).isEqualTo(1);

        Files.setLastModifiedTime(incoming(WalSegments.name(1)), FileTime.from(LONG_AGO));
        run("archive-wal main");

        assertThat(names("errors")).singleElement().asString().endsWith(".incomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd", "lz4"})
    void aCompressedSegmentThatIsCutOffStaysToo(String program) throws Exception {
        Path whole = directory.resolve("whole");
        home.write(whole, WalSegments.segment(1));
        Process compressor = new ProcessBuilder(program, "-c", whole.toString()).start();
        byte[] compressed = compressor.getInputStream().readAllBytes();
        home.write(incoming(WalSegments.name(1)), Arrays.copyOf(compressed, compressed.length / 2));

        assertThat(run("archive-wal main").out())
                .containsPattern(WalSegments.name(1) + " .*stays until the rest has come");
        assertThat(listed()).isEmpty();

        home.write(incoming(WalSegments.name(1)), compressed);
        run("archive-wal main");

        assertThat(Arrays.equals(fetched(WalSegments.name(1)), WalSegments.segment(1)))
                .isTrue();
    }

    @Test
    void anUnreadableNewestSegmentDoesNotOpenTheArchiveToOthers() {
        send(1);
        run("archive-wal main");
        home.write(archived(WalSegments.name(9)), "junk");
        home.write(incoming(WalSegments.name(2)), WalSegments.segment(2, WalSegments.SYSTEM_ID + 1, WalSegments.SIZE));

        run("archive-wal main");

        assertThat(names("errors")).singleElement().asString().endsWith(".foreign");
    }

    @Test
    void ofTheStreamTheLastFileStays() {
        serve("streaming_archiver = on\narchiver = off\nslot_name = x\nstreaming_conninfo = host=/nonexistent\n");
        for (String name : List.of(WalSegments.name(1), WalSegments.name(2), WalSegments.name(3) + ".partial")) {
            home.write(streaming(name), WalSegments.segment(name.hashCode()));
        }
        home.write(streaming("00000002.history"), "1\t0/3000000\tno reason\n");

        assertThat(run("archive-wal main").out())
                .isEqualTo(
                        """
                        Processing xlog segments from streaming for main (batch size: 3)
                        	000000010000000000000001
                        	000000010000000000000002
                        	00000002.history
                        """);
        assertThat(names("streaming")).containsExactly(WalSegments.name(3) + ".partial");
    }

    @Test
    void anUnfinishedSegmentOfAnEndedTimelineIsArchived() {
        serve("streaming_archiver = on\nslot_name = x\nstreaming_conninfo = host=/nonexistent\n");
        home.write(streaming(WalSegments.name(3) + ".partial"), WalSegments.segment(3));
        home.write(streaming("000000020000000000000003.partial"), WalSegments.segment(4));

        run("archive-wal main");

        assertThat(names("streaming")).containsExactly("000000020000000000000003.partial");
        assertThat(archived(WalSegments.name(3) + ".partial")).exists();
    }

    @Test
    void whoComesSecondLeavesTheWorkToTheFirst() throws Exception {
        send(1);
        try (ForeignLock lock = ForeignLock.byFlock(home.root().resolve(".main-archive-wal.lock"))) {
            assertThat(run("archive-wal main").out())
                    .isEqualTo("Another archive-wal process is already running on server main."
                            + " Skipping to the next server\n");
        }
        assertThat(names("incoming")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "62, true", "63, false"})
    void aRetryHookDecidesWhatHappensNext(int status, boolean archived) throws Exception {
        serve("pre_archive_retry_script = exit " + status + "\n");
        send(1);

        assertThat(run("archive-wal main").status()).isZero();

        assertThat(Files.exists(archived(WalSegments.name(1)))).isEqualTo(archived);
    }

    @Test
    void hooksSeeOneFileAfterTheOtherAndLearnAboutIt() throws Exception {
        Path seen = directory.resolve("seen");
        String script =
                "env | grep ^BARMAN_ | grep -v TIMESTAMP | sort | tr '\\n' ' ' >> " + seen + "; echo >> " + seen;
        serve("compression = gzip\npre_archive_script = " + script + "\npost_archive_retry_script = " + script + "\n");
        send(1);
        send(2);

        run("archive-wal main");

        List<String> lines = read(seen).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .contains("BARMAN_HOOK=archive_script", "BARMAN_PHASE=pre", "BARMAN_RETRY=0", "BARMAN_SERVER=main")
                .contains("BARMAN_SEGMENT=" + WalSegments.name(1), "BARMAN_SIZE=1048576", "BARMAN_COMPRESSION= ")
                .contains("BARMAN_FILE=" + incoming(WalSegments.name(1)) + " ", "BARMAN_ERROR= ");
        assertThat(lines.get(1))
                .contains("BARMAN_HOOK=archive_retry_script", "BARMAN_PHASE=post", "BARMAN_RETRY=1")
                .contains("BARMAN_COMPRESSION=gzip", "BARMAN_FILE=" + archived(WalSegments.name(1)) + " ");
        assertThat(lines.get(2)).contains("BARMAN_SEGMENT=" + WalSegments.name(2), "BARMAN_PHASE=pre");
    }

    @Test
    void theHooksBehindLearnOfAFailure() {
        Path seen = directory.resolve("seen");
        serve("compression = custom\ncustom_compression_filter = echo broken >&2; exit 7\n"
                + "custom_decompression_filter = cat\npost_archive_retry_script = echo $BARMAN_SEGMENT $BARMAN_ERROR >> "
                + seen + "\n");
        send(1);
        send(2);

        assertThat(run("archive-wal main").status()).isEqualTo(1);

        assertThat(read(seen))
                .startsWith(WalSegments.name(1))
                .endsWith("ended with status 7: broken\n")
                .hasLineCount(1);
        assertThat(names("incoming")).hasSize(2);
    }

    @Test
    void theCatalogueIsRebuiltFromTheFiles() {
        serve("compression = gzip\n");
        send(1);
        send(2);
        home.write(incoming("00000002.history"), "1\t0/3000000\tno reason\n");
        run("archive-wal main");
        String before = read(home.xlogDb());
        home.write(home.xlogDb(), "rubbish");

        CommandRun run = run("rebuild-xlogdb main");

        assertThat(run.out())
                .isEqualTo("Rebuilding xlogdb for server main\nDone rebuilding xlogdb for server main"
                        + " (history: 1, backup_labels: 0, wal_file: 2)\n");
        assertThat(read(home.xlogDb()).lines())
                .containsExactlyInAnyOrderElementsOf(before.lines().toList());
    }

    @Test
    void anArchiveThatGrewBeforeBarmanRenamedItsCatalogueGetsTheNewOne() {
        send(1);
        run("archive-wal main");
        home.write(home.wals().resolve("xlog.db"), read(home.xlogDb()));
        home.xlogDb().toFile().delete();
        send(2);

        run("archive-wal main");

        assertThat(listed()).containsExactly(WalSegments.name(1), WalSegments.name(2));
        assertThat(home.wals().resolve("xlog.db")).doesNotExist();
    }

    @Test
    void encryptedWalNeedsTheKeyAndAPassphraseToBeFetched() {
        home.write(archived(WalSegments.name(1)), "-----BEGIN PGP MESSAGE-----\n".getBytes(StandardCharsets.US_ASCII));

        CommandRun run = run("get-wal main " + WalSegments.name(1));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("no 'encryption_passphrase_command' is configured");
        assertThat(run.out()).isEmpty();
    }
}
