package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.copy.CopyItem.Filter;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.copy.CopySettings.Reuse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsyncTest {
    private static final Path NAMES = Path.of("/work/names.0");
    private static final String FINAL =
            "rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1394) [sender=3.5.0]";

    private Filter filter = Filter.NONE;
    private int bandwidth;
    private Optional<Path> reference = Optional.empty();
    private boolean compressed;
    private Reuse reuse = Reuse.OFF;

    @Test
    void aListingFollowsLinksAndPrintsPlainNumbers() {
        assertThat(rsync().listing())
                .containsExactly(
                        "rsync",
                        "-e",
                        "ssh 'a b' pg",
                        "-rLKpts",
                        "--ignore-missing-args",
                        "--no-human-readable",
                        "--list-only",
                        " :/pg data/");
    }

    @Test
    void aShareIsCopiedByItsNames() {
        assertThat(rsync().share(NAMES, false))
                .containsExactly(
                        "rsync",
                        "-e",
                        "ssh 'a b' pg",
                        "-LKpts",
                        "--ignore-missing-args",
                        "--from0",
                        "--files-from=/work/names.0",
                        "--inplace",
                        "--info=progress2",
                        "--no-human-readable",
                        " :/pg data/",
                        "/backup/data");
    }

    @Test
    void aFileIsCopiedIntoItsDirectory() {
        bandwidth = 5;

        assertThat(rsync().file())
                .containsExactly(
                        "rsync",
                        "-e",
                        "ssh 'a b' pg",
                        "-LKpts",
                        "--inplace",
                        "--info=progress2",
                        "--no-human-readable",
                        "--bwlimit=5",
                        " :/pg data",
                        "/backup/data");
    }

    @Test
    void onlyDoubtfulFilesAreComparedByTheirBytes() {
        assertThat(rsync().share(NAMES, true)).contains("--checksum");
        assertThat(rsync().share(NAMES, false)).doesNotContain("--checksum");
    }

    @Test
    void theOlderBackupIsUsedAsSettingsSay() {
        reference = Optional.of(Path.of("/older"));

        reuse = Reuse.LINK;
        assertThat(rsync().share(NAMES, false)).contains("--link-dest=/older");
        reuse = Reuse.COPY;
        assertThat(rsync().share(NAMES, false)).contains("--copy-dest=/older");
        reuse = Reuse.OFF;
        assertThat(rsync().share(NAMES, false)).noneMatch(argument -> argument.contains("/older"));
    }

    @Test
    void nothingIsUsedWhereThereIsNoOlderBackup() {
        reuse = Reuse.LINK;

        assertThat(rsync().share(NAMES, false)).noneMatch(argument -> argument.contains("-dest"));
    }

    @Test
    void whatMayBeALinkIsReplacedAndNotWrittenTo() {
        reference = Optional.of(Path.of("/older"));

        reuse = Reuse.LINK;
        assertThat(rsync().share(NAMES, false)).doesNotContain("--inplace");
        reuse = Reuse.COPY;
        assertThat(rsync().share(NAMES, false)).contains("--inplace");
    }

    @Test
    void aLimitAppliesToCopiesOnly() {
        bandwidth = 4000;

        assertThat(rsync().share(NAMES, false)).contains("--bwlimit=4000");
        assertThat(rsync().listing()).noneMatch(argument -> argument.startsWith("--bwlimit"));
    }

    @Test
    void everyCallIsCompressedWhereThatIsWanted() {
        compressed = true;

        assertThat(List.of(rsync().listing(), rsync().share(NAMES, false), rsync().file()))
                .allSatisfy(argv -> assertThat(argv).contains("-z"));
    }

    @Test
    void whatIsIncludedComesBeforeWhatIsExcluded() {
        filter = new Filter(List.of("/PG_17_*"), List.of("/*", "pgsql_tmp*"));

        assertThat(rsync().listing())
                .containsSubsequence("--include=/PG_17_*", "--exclude=/*", "--exclude=pgsql_tmp*", "-rLKpts");
        assertThat(rsync().share(NAMES, false))
                .containsSubsequence("--include=/PG_17_*", "--exclude=/*", "--exclude=pgsql_tmp*", "-LKpts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync: link_stat \"/pg/base/1\" failed: No such file or directory (2)",
                "rsync: [sender] link_stat \"/pg/base/1\" failed: No such file or directory (2)",
                "file has vanished: \"/pg/base/1\"",
                "rsync: read errors mapping \"/pg/base/1\": No data available (61)",
                "rsync: [sender] read errors mapping \"/pg/base/1\": No data available (61)",
                "rsync warning: some files vanished before they could be transferred (code 24) at main.c(1394) [sender=3.5.0]",
                "rsync error: some files could not be transferred (code 23) at main.c(977) [sender=2.6.9]",
                FINAL
            })
    void vanishedFilesAreNoFailure(String complaint) {
        assertThat(new Rsync.Result(23, List.of(complaint, FINAL)).succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync: [sender] send_files failed to open \"/pg/base/1\": Permission denied (13)",
                "rsync: [sender] link_stat \"/pg/base/1\" failed: Permission denied (13)",
                "rsync: [receiver] write failed on \"/backup/1\": No space left on device (28)",
                "symlink has no referent: \"/pg/base/1\"",
                "rsync error: error in file IO (code 11) at receiver.c(380) [receiver=3.5.0]",
                "anything else"
            })
    void otherComplaintsAreFailures(String complaint) {
        assertThat(new Rsync.Result(23, List.of("file has vanished: \"/x\"", complaint, FINAL)).succeeded())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, true, false", "24, true, false", "12, false, false", "23, false, true", "255, false, false"})
    void theStatusDecides(int status, boolean succeeded, boolean partial) {
        Rsync.Result result = new Rsync.Result(status, List.of("what rsync said", "and more"));

        assertThat(result.succeeded()).isEqualTo(succeeded);
        assertThat(result.isPartial()).isEqualTo(partial);
        assertThat(result.details()).isEqualTo("what rsync said\nand more");
    }

    @ParameterizedTest
    @CsvSource({
        "'          32768   0%    0.00kB/s    0:00:00  ', 32768",
        "'     104857600 100%  320.51MB/s    0:00:00 (xfr#1, to-chk=0/3)', 104857600",
        "'  5497558138880  42%    1.02GB/s    1:23:45 (xfr#12, ir-chk=1000/2345)', 5497558138880",
        "'              0 100%    0.00kB/s    0:00:00 (xfr#0, to-chk=0/1)', 0"
    })
    void countsTheBytesOfProgress(String line, long bytes) {
        assertThat(Rsync.transferred(line)).contains(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "32768", "32768 ", "32,768   0%    0.00kB/s", "base/1/2", "12 files to consider"})
    void countsNothingInOtherLines(String line) {
        assertThat(Rsync.transferred(line)).isEmpty();
    }

    private Rsync rsync() {
        CopyItem item =
                new CopyItem("pgdata", Kind.DATA, "/pg data", Path.of("/backup/data"), filter, bandwidth, reference);
        CopySettings settings = new CopySettings(
                1, 10, Duration.ofSeconds(1), 0, Duration.ZERO, compressed, reuse, OptionalLong.empty());
        return new Rsync(item, settings, List.of("ssh", "a b", "pg"), "/bin");
    }
}
