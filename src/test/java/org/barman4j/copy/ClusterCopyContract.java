package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.barman4j.copy.CopyItem.Filter;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.report.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What both ways to copy a cluster have in common. */
@Timeout(120)
abstract class ClusterCopyContract {
    protected static final Instant OLD = Instant.parse("2026-03-01T12:00:00.123456Z");
    protected static final Instant HORIZON = Instant.parse("2026-04-01T00:00:00Z");
    protected static final Instant NEW = Instant.parse("2026-05-01T12:00:00Z");

    private static final List<String> ODD_NAMES = List.of(
            " blank first",
            "blank last ",
            "line\nend\r",
            "tab\there",
            "it's",
            "\"quoted\"",
            "back\\slash",
            "a\\#b",
            "a\\#012",
            "*",
            "[a-z]?",
            "$(id) `id` $HOME",
            "-rf",
            ":colon",
            "#hash",
            ";semicolon",
            "~",
            "été €😀",
            "...",
            "%41");

    @TempDir
    protected Path directory;

    protected Path source;
    protected Path older;
    protected Path target;

    protected int jobs = 1;
    protected int retries;
    protected boolean compressed;
    protected int bandwidth;
    protected Reuse reuse = Reuse.OFF;
    protected OptionalLong horizon = OptionalLong.of(HORIZON.getEpochSecond());
    protected Filter filter = Filter.NONE;
    protected final AtomicLong progress = new AtomicLong();

    /** The way under test, by the settings of this class. */
    protected abstract ClusterCopy copier(Disk disk);

    @BeforeEach
    final void makeDirectories() throws IOException {
        source = Files.createDirectories(directory.resolve("the server/data"));
        older = Files.createDirectories(directory.resolve("backups/1/data"));
        target = directory.resolve("backups/2/data");
    }

    @Test
    void contentsModesAndTimesArrive() throws Exception {
        write(source.resolve("PG_VERSION"), "17\n", OLD, "rw-------");
        write(source.resolve("base/1/1249"), "x".repeat(3_000_000), NEW, "rw-r-----");
        write(source.resolve("base/1/1259"), "", OLD, "r--------");
        write(source.resolve("script"), "#!", OLD.minusSeconds(2_000_000_000), "rwxr-xr-x");

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source)).hasSize(7);
        assertThat(progress.get()).isEqualTo(3_000_005);
    }

    @Test
    void directoriesKeepTheirModesEvenWhereTheyAreEmpty() throws Exception {
        directory(source.resolve("pg_notify"), "rwx------");
        directory(source.resolve("a/b/c"), "rwxr-x---");
        directory(source, "rwx------");

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source)).hasSize(5);
    }

    @Test
    void oddNamesArrive() throws Exception {
        for (String name : ODD_NAMES) {
            write(source.resolve(name), name, OLD, "rw-------");
            write(source.resolve("in " + name).resolve(name), name, OLD, "rw-------");
        }

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source)).hasSize(1 + 3 * ODD_NAMES.size());
    }

    @Test
    void namesThatAreNoTextArrive() throws Exception {
        write(Path.of(URI.create(source.toUri() + "caf%E9")), "latin", OLD, "rw-------");

        copyData();

        assertThat(tree(target)).containsAllEntriesOf(tree(source));
    }

    @Test
    void severalJobsBringTheSame() throws Exception {
        jobs = 3;
        for (int i = 0; i < 2200; i++) { // as each counts for more than its bytes, this is work for three
            write(source.resolve("base/" + i % 7 + "/" + i), "" + i, OLD, "rw-------");
        }

        CopyStatistics statistics = copyData();

        assertThat(tree(target)).isEqualTo(tree(source));
        assertThat(statistics.workers()).isEqualTo(3);
    }

    @Test
    void linksAreFollowed() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        write(elsewhere.resolve("wal/1"), "1", OLD, "rw-------");
        write(elsewhere.resolve("certificate"), "2", OLD, "rw-------");
        Files.createSymbolicLink(source.resolve("linked"), elsewhere.resolve("wal"));
        Files.createSymbolicLink(source.resolve("server.crt"), Path.of("../../elsewhere/certificate"));

        copyData();

        assertThat(target.resolve("linked/1")).hasContent("1");
        assertThat(target.resolve("server.crt")).hasContent("2").isRegularFile();
        assertThat(Files.isSymbolicLink(target.resolve("linked"))).isFalse();
        assertThat(Files.isSymbolicLink(target.resolve("server.crt"))).isFalse();
    }

    @Test
    void twoWaysToADirectoryAreNoCircle() throws Exception {
        write(source.resolve("a/file"), "1", OLD, "rw-------");
        Files.createSymbolicLink(source.resolve("b"), Path.of("a"));

        copyData();

        assertThat(target.resolve("a/file")).hasContent("1");
        assertThat(target.resolve("b/file")).hasContent("1");
    }

    @Test
    void aCircleOfLinksIsAFailure() throws Exception {
        Files.createSymbolicLink(source.resolve("loop"), Path.of("."));

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(this::copyData)
                .withMessageContaining("symbolic links")
                .withMessageContaining("loop");
    }

    @Test
    void aLinkThatLeadsNowhereIsAFailure() throws Exception {
        Files.createSymbolicLink(source.resolve("certificate"), Path.of("nowhere"));

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(this::copyData)
                .withMessageContaining("certificate");
    }

    @Test
    void socketsAreLeftOut() throws Exception {
        write(source.resolve("1"), "1", OLD, "rw-------");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(source.resolve(".s.PGSQL.5432")));

            copyData();
        }

        assertThat(tree(target)).containsOnlyKeys("", "1");
    }

    @Test
    void whatIsExcludedIsLeftOut() throws Exception {
        filter = new Filter(List.of(), List.of("/log/*", "pgsql_tmp*", "/global/pg_control", "postmaster.pid"));
        for (String name : List.of(
                "log/1",
                "base/log/1",
                "base/pgsql_tmp1.0",
                "base/pgsql_tmp/1",
                "global/pg_control",
                "base/global/pg_control")) {
            write(source.resolve(name), name, OLD, "rw-------");
        }

        copyData();

        assertThat(tree(target))
                .containsOnlyKeys(
                        "", "base", "base/global", "base/global/pg_control", "base/log", "base/log/1", "global", "log");
    }

    @Test
    void whatIsIncludedCountsAlthoughItIsExcluded() throws Exception {
        filter = new Filter(List.of("/PG_17_*"), List.of("/*", "pgsql_tmp*"));
        for (String name : List.of("PG_17_202406281/1/2", "PG_17_202406281/pgsql_tmp/3", "PG_16_202307071/1/2", "x")) {
            write(source.resolve(name), name, OLD, "rw-------");
        }

        copyData();

        assertThat(tree(target)).containsOnlyKeys("", "PG_17_202406281", "PG_17_202406281/1", "PG_17_202406281/1/2");
    }

    @Test
    void unchangedFilesBecomeLinks() throws Exception {
        reuse = Reuse.LINK;
        both("settled", "same", OLD);
        both("base/1", "same", NEW);
        both("it's\nodd", "same", OLD);

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source));
        assertThat(isLinked("settled")).isTrue();
        assertThat(isLinked("base/1")).isTrue();
        assertThat(isLinked("it's\nodd")).isTrue();
    }

    @Test
    void changedFilesAreCopiedAndTheOlderOnesStayAsTheyAre() throws Exception {
        reuse = Reuse.LINK;
        both("size", "same", OLD);
        both("time", "same", OLD);
        both("mode", "same", OLD);
        both("mode lately", "same", NEW);
        write(source.resolve("size"), "other size", OLD, "rw-------");
        write(source.resolve("time"), "diff", NEW, "rw-------");
        write(source.resolve("mode"), "same", OLD, "rw-r-----");
        write(source.resolve("mode lately"), "same", NEW, "rw-r-----");
        write(source.resolve("new"), "new", NEW, "rw-------");
        Map<String, String> before = tree(older);

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source));
        assertThat(tree(older)).isEqualTo(before);
        assertThat(isLinked("size")).isFalse();
        assertThat(isLinked("time")).isFalse();
        assertThat(isLinked("mode")).isFalse();
    }

    @Test
    void behindTheHorizonOnlyBytesCount() throws Exception {
        reuse = Reuse.LINK;
        both("1", "before", NEW);
        write(source.resolve("1"), "behind", NEW, "rw-------");

        copyData();

        assertThat(target.resolve("1")).hasContent("behind");
        assertThat(older.resolve("1")).hasContent("before");
    }

    @Test
    void beforeTheHorizonSizeAndTimeAreTrusted() throws Exception {
        reuse = Reuse.LINK;
        both("1", "before", OLD);
        write(source.resolve("1"), "unseen", OLD, "rw-------");

        copyData();

        assertThat(isLinked("1")).isTrue();
    }

    @Test
    void withoutAHorizonAllBytesCount() throws Exception {
        reuse = Reuse.LINK;
        horizon = OptionalLong.empty();
        both("1", "before", OLD);
        both("2", "before", OLD);
        write(source.resolve("1"), "behind", OLD, "rw-------");

        copyData();

        assertThat(target.resolve("1")).hasContent("behind");
        assertThat(isLinked("2")).isTrue();
    }

    @Test
    void nothingIsLinkedWhereThatIsNotWanted() throws Exception {
        both("settled", "same", OLD);
        both("recent", "same", NEW);
        for (Reuse each : List.of(Reuse.COPY, Reuse.OFF)) {
            reuse = each;
            target = directory.resolve("backups/" + each);

            copyData();

            assertThat(tree(target)).isEqualTo(tree(source));
            assertThat(isLinked("settled")).isFalse();
            assertThat(isLinked("recent")).isFalse();
        }
    }

    @Test
    void bytesCountBehindTheHorizonForCopiesToo() throws Exception {
        reuse = Reuse.COPY;
        both("1", "before", NEW);
        write(source.resolve("1"), "behind", NEW, "rw-------");

        copyData();

        assertThat(target.resolve("1")).hasContent("behind");
        assertThat(older.resolve("1")).hasContent("before");
    }

    @Test
    void aMissingSourceIsAFailureInTheSystemsWords() {
        source = directory.resolve("absent");

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(this::copyData)
                .withMessageStartingWith("data transfer failure")
                .withMessageContaining("absent")
                .withMessageContaining("No such file or directory");
    }

    @Test
    void singleFilesArriveBehindEverythingElseInTheirOrder() throws Exception {
        write(source.resolve("global/pg_control"), "control", NEW, "rw-------");
        Path configuration = directory.resolve("etc/it's the server.conf");
        write(configuration, "port = 5432", OLD, "rw-r--r--");

        CopyStatistics statistics = copy(List.of(
                data(),
                CopyItem.file("pg_control", Kind.CONTROL, source + "/global/pg_control", target.resolve("global")),
                CopyItem.file("config_file", Kind.CONFIGURATION, configuration.toString(), target),
                CopyItem.file("ident_file", Kind.OPTIONAL_CONFIGURATION, directory + "/absent", target)));

        assertThat(target.resolve("global/pg_control")).hasContent("control");
        assertThat(target.resolve("it's the server.conf")).hasContent("port = 5432");
        assertThat(Files.getLastModifiedTime(target.resolve("it's the server.conf")))
                .isEqualTo(FileTime.from(OLD));
        assertThat(statistics.analyses()).containsOnlyKeys("pgdata");
        assertThat(statistics.copies()).containsKeys("pg_control", "config_file");
    }

    @Test
    void aMissingConfigurationFileIsAFailure() {
        CopyItem item = CopyItem.file("hba_file", Kind.CONFIGURATION, directory + "/pg_hba.conf", target);

        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(() -> copy(List.of(data(), item)))
                .withMessageContaining("pg_hba.conf")
                .withMessageContaining("No such file or directory");
    }

    @Test
    void aBandwidthLimitChangesNothingInWhatArrives() throws Exception {
        bandwidth = 10_000;
        write(source.resolve("1"), "x".repeat(100_000), OLD, "rw-------");

        copyData();

        assertThat(tree(target)).isEqualTo(tree(source));
    }

    protected final CopyStatistics copyData() throws InterruptedException {
        return copy(List.of(data()));
    }

    protected final CopyStatistics copy(List<CopyItem> items) throws InterruptedException {
        return copier(new LocalDisk()).copy(items);
    }

    protected final CopyItem data() {
        return new CopyItem("pgdata", Kind.DATA, source.toString(), target, filter, bandwidth, Optional.of(older));
    }

    protected final CopySettings settings() {
        return new CopySettings(
                jobs, 10, Duration.ofSeconds(1), retries, Duration.ofMillis(10), compressed, reuse, horizon);
    }

    protected final Clock clock() {
        return Clock.systemUTC();
    }

    /** Adds up what it hears. */
    protected final Progress progress() {
        return new Progress() {
            @Override
            public void phase(String name, long expectedBytes) {}

            @Override
            public void advance(long bytes) {
                progress.addAndGet(bytes);
            }

            @Override
            public void end() {}
        };
    }

    protected final boolean isLinked(String name) throws IOException {
        return Files.isSameFile(older.resolve(name), target.resolve(name));
    }

    /** Writes the same file to the server and to the older backup. */
    protected final void both(String name, String content, Instant time) throws IOException {
        write(source.resolve(name), content, time, "rw-------");
        write(older.resolve(name), content, time, "rw-------");
    }

    protected static void write(Path file, String content, Instant time, String mode) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static void directory(Path path, String mode) throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** Everything in a tree with its kind and mode, and of files the time and the content. */
    protected static Map<String, String> tree(Path root) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.forEach(paths::add);
        }
        Map<String, String> tree = new TreeMap<>();
        for (Path path : paths) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            boolean isFile = Files.isRegularFile(path);
            String file = isFile
                    ? Files.getLastModifiedTime(path) + " " + Files.readString(path, StandardCharsets.ISO_8859_1)
                    : "";
            tree.put(root.relativize(path).toString(), (isFile ? "-" : "d") + mode + " " + file);
        }
        return tree;
    }
}
