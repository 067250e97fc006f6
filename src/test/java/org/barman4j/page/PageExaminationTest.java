package org.barman4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.barman4j.xlog.Lsn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pages count as bad. */
class PageExaminationTest {
    private static final int SIZE = 8192;
    private static final String FILE = "base/5/1259";
    private static final PageRule RULE = new PageRule(SIZE, new Lsn(1000), new Lsn(2000));
    private static final PageWitness UNHEARD = new LiveWitness(RULE, PageSource.NONE);

    @ParameterizedTest
    @CsvSource({
        "base/5/1259, true",
        "base/5/1259_fsm, true",
        "base/5/1259_vm.12, true",
        "global/1260, true",
        "pg_tblspc/16400/PG_15_202209061/5/16401.1, true",
        "global/pg_control, false",
        "global/pg_filenode.map, false",
        "base/5/PG_VERSION, false",
        "base/5/INCREMENTAL.1259, false",
        "base/5/t3_1259, false",
        "pg_xact/0000, false",
        "1259, false"
    })
    void knowsFilesOfPages(String path, boolean expected) {
        assertThat(PageExamination.hasPages(path)).isEqualTo(expected);
    }

    @Test
    void findsNothingInSoundPages() throws IOException {
        PageReport report = examine(PageSource.NONE, page(500, 0), page(999, 1), new byte[SIZE]);

        assertThat(report).isEqualTo(new PageReport(3, List.of(), List.of()));
    }

    @Test
    void findsAFlippedBit() throws IOException {
        byte[] bad = page(500, 1);
        bad[5000] ^= 4;

        PageReport report = examine(PageSource.NONE, page(500, 0), bad);

        assertThat(report.bad()).containsExactly(new BadPage(FILE, 1, true));
    }

    @Test
    void findsAPageInAnotherPlace() throws IOException {
        assertThat(examine(PageSource.NONE, page(500, 1), page(500, 0)).bad()).hasSize(2);
    }

    @Test
    void countsTheBlocksOfLaterFilesOn() throws IOException {
        PageExamination examination = new PageExamination(SIZE);

        examination.examine(FILE + ".2", new ByteArrayInputStream(page(500, 2 * 131_072)));

        assertThat(examination.report(RULE, UNHEARD).bad()).isEmpty();
    }

    @Test
    void examinesAPartOfAFile() throws IOException {
        byte[] bad = page(500, 3);
        bad[5000] ^= 4;
        byte[] content = new byte[3 * SIZE];
        System.arraycopy(page(500, 2), 0, content, 0, SIZE);
        System.arraycopy(bad, 0, content, SIZE, SIZE);
        System.arraycopy(bad, 0, content, 2 * SIZE, SIZE);
        PageExamination examination = new PageExamination(SIZE);

        examination.examine(FILE, 2, 2, new ByteArrayInputStream(content));

        assertThat(examination.report(RULE, UNHEARD))
                .isEqualTo(new PageReport(2, List.of(new BadPage(FILE, 3, true)), List.of()));
    }

    @Test
    void passesOverWhatWasWrittenSince() throws IOException {
        byte[] torn = page(1500, 0);
        torn[5000] ^= 4;

        assertThat(examine(PageSource.NONE, torn).bad()).isEmpty();
    }

    @Test
    void believesNoPageThatClaimsToComeFromTheFuture() throws IOException {
        byte[] bad = page(3000, 0);
        bad[5000] ^= 4;

        assertThat(examine(PageSource.NONE, bad).bad()).hasSize(1);
    }

    @Test
    void believesTheServerThatThePageHasChanged() throws IOException {
        byte[] torn = page(500, 0);
        torn[5000] ^= 4;

        assertThat(examine((file, offset, length) -> Optional.of(page(1500, 0)), torn)
                        .bad())
                .isEmpty();
    }

    @Test
    void tellsThatThePageIsGoodOnTheServer() throws IOException {
        byte[] torn = page(500, 0);
        torn[5000] ^= 4;

        assertThat(examine((file, offset, length) -> Optional.of(page(500, 0)), torn)
                        .bad())
                .containsExactly(new BadPage(FILE, 0, false));
    }

    @Test
    void passesOverWhatIsCutOffByNow() throws IOException {
        byte[] torn = page(500, 0);
        torn[5000] ^= 4;

        assertThat(examine((file, offset, length) -> Optional.of(new byte[0]), torn)
                        .bad())
                .isEmpty();
    }

    @Test
    void knowsLaterWhatTheServerSaidWhenTheBackupWasTaken() throws IOException {
        byte[] torn = page(500, 0);
        torn[5000] ^= 4;
        byte[] badHere = page(500, 1);
        badHere[5000] ^= 4;
        PageReport first = examine(
                (file, offset, length) -> Optional.of(offset == 0 ? page(1500, 0) : page(500, 1)), torn, badHere);
        byte[] badSince = page(500, 2);
        badSince[5000] ^= 4;

        PageReport later = examine(first.asWitness(), torn, badHere, badSince);

        assertThat(first.rewritten()).isEqualTo(later.rewritten()).containsExactly(new PageAddress(FILE, 0));
        assertThat(later.bad()).containsExactly(new BadPage(FILE, 1, false), new BadPage(FILE, 2, true));
    }

    @Test
    void aPageThatIsSeenTwiceIsOneBadPage() throws IOException {
        byte[] bad = page(500, 0);
        bad[5000] ^= 4;
        PageExamination examination = new PageExamination(SIZE);

        examination.examine(FILE, new ByteArrayInputStream(bad));
        examination.examine(FILE, new ByteArrayInputStream(bad));

        PageReport first = examination.report(RULE, UNHEARD);
        assertThat(first.bad()).containsExactly(new BadPage(FILE, 0, true));
        assertThat(examination.report(RULE, first.asWitness())).isEqualTo(first);
    }

    private static PageReport examine(PageSource source, byte[]... pages) throws IOException {
        return examine(new LiveWitness(RULE, source), pages);
    }

    private static PageReport examine(PageWitness witness, byte[]... pages) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(pages.length * SIZE);
        for (byte[] page : pages) {
            content.put(page);
        }
        PageExamination examination = new PageExamination(SIZE);
        examination.examine(FILE, new ByteArrayInputStream(content.array()));
        return examination.report(RULE, witness);
    }

    /** A page that was written at a position, with its right checksum. */
    private static byte[] page(long position, int block) {
        byte[] page = new byte[SIZE];
        new Random(block).nextBytes(page);
        ByteBuffer buffer = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(0, (int) (position >>> 32)).putInt(4, (int) position);
        int[] words = new int[SIZE / 4];
        buffer.asIntBuffer().get(words);
        buffer.putShort(8, (short) new PageChecksum().of(words, 0, words.length, block));
        return page;
    }
}
