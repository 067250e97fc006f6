package org.barman4j.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.copy.CopyItem.Filter;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.copy.CopySettings.Reuse;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.io.PathText;
import org.barman4j.io.TreeDeletion;
import org.barman4j.testing.FaultyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {
    private static final Instant OLD = Instant.parse("2026-03-01T12:00:00.7Z");
    private static final String OLD_TIME = "2026/03/01 12:00:00";
    private static final String NEW_TIME = "2026/05/01 12:00:00";
    private static final Instant HORIZON = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Path older;
    private Path target;
    private Reuse reuse = Reuse.LINK;
    private OptionalLong horizon = OptionalLong.of(HORIZON.getEpochSecond());
    private List<String> different;
    private List<String> doubtful;

    @BeforeEach
    void makeDirectories() throws IOException {
        older = Files.createDirectory(directory.resolve("older"));
        target = Files.createDirectory(directory.resolve("target"));
    }

    @Test
    void aNameThatIsNotUtf8KeepsItsBytes() throws IOException {
        take("drwxr-x--- 4096 " + OLD_TIME + " d\u00e9");

        assertThat(target.resolve(PathText.path("d\udce9"))).isDirectory();
    }

    @Test
    void makesDirectoriesThatTheirOwnerCanUse() throws IOException {
        take(
                "drwxr-x--- 4096 " + OLD_TIME + " .",
                "dr-x------ 4096 " + OLD_TIME + " base",
                "drwxr-xr-x 0 " + OLD_TIME + " base/1");

        assertThat(permissions(target)).isEqualTo("rwxr-x---");
        assertThat(permissions(target.resolve("base"))).isEqualTo("rwx------");
        assertThat(permissions(target.resolve("base/1"))).isEqualTo("rwxr-xr-x");
    }

    @Test
    void anUnchangedFileBecomesALink() throws IOException {
        Path file = older("1", "old", OLD);

        take("-rw------- 3 " + OLD_TIME + " 1");

        assertThat(different).isEmpty();
        assertThat(doubtful).isEmpty();
        assertThat(Files.isSameFile(file, target.resolve("1"))).isTrue();
    }

    @Test
    void linksNamesOfAnyKind() throws IOException {
        Path file = older("é\n", "old", OLD);
        String bytes = new String("é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        take("-rw------- 3 " + OLD_TIME + " " + bytes + "\\#012");

        assertThat(different).isEmpty();
        assertThat(Files.isSameFile(file, target.resolve("é\n"))).isTrue();
    }

    @Test
    void whatHasAnotherSizeOrTimeOrIsNewIsDifferent() throws IOException {
        older("size", "longer", OLD);
        older("time", "old", OLD.plusSeconds(1));
        Files.createDirectory(older.resolve("kind"));
        Files.createSymbolicLink(older.resolve("link"), older("linked", "old", OLD));

        take(
                "-rw------- 3 " + OLD_TIME + " size",
                "-rw------- 3 " + OLD_TIME + " time",
                "-rw------- 3 " + OLD_TIME + " new",
                "-rw------- 3 " + OLD_TIME + " kind",
                "-rw------- 3 " + OLD_TIME + " link");

        assertThat(different).containsExactly("size", "time", "new", "kind", "link");
        assertThat(doubtful).isEmpty();
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aLinkWouldHaveTheModeOfTheOlderFile() throws IOException {
        older("1", "old", OLD);

        take("-rw-r----- 3 " + OLD_TIME + " 1");

        assertThat(different).containsExactly("1");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void whatChangedBehindTheHorizonIsDoubtful() throws IOException {
        older("1", "old", Instant.parse("2026-05-01T12:00:00Z"));

        take("-rw------- 3 " + NEW_TIME + " 1", "-rw------- 4 " + NEW_TIME + " 2");

        assertThat(doubtful).containsExactly("1");
        assertThat(different).containsExactly("2");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void theSecondOfTheHorizonIsDoubtfulItself() throws IOException {
        older("at", "old", HORIZON.plusMillis(900));
        older("before", "old", HORIZON.minusMillis(1));

        take("-rw------- 3 2026/04/01 00:00:00 at", "-rw------- 3 2026/03/31 23:59:59 before");

        assertThat(doubtful).containsExactly("at");
        assertThat(target).isDirectoryContaining(path -> path.endsWith("before"));
    }

    @Test
    void everythingIsDoubtfulWithoutAHorizon() throws IOException {
        older("1", "old", OLD);
        horizon = OptionalLong.empty();

        take("-rw------- 3 " + OLD_TIME + " 1");

        assertThat(doubtful).containsExactly("1");
    }

    @Test
    void nothingIsLinkedWhereThatIsNotWanted() throws IOException {
        older("1", "old", OLD);

        reuse = Reuse.COPY;
        take("-rw------- 3 " + OLD_TIME + " 1");
        assertThat(different).containsExactly("1");

        reuse = Reuse.OFF;
        take("-rw------- 3 " + OLD_TIME + " 1");
        assertThat(different).containsExactly("1");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aSecondAttemptFindsTheLinksOfTheFirst() throws IOException {
        older("1", "old", OLD);

        take("-rw------- 3 " + OLD_TIME + " 1");
        take("-rw------- 3 " + OLD_TIME + " 1");

        assertThat(different).isEmpty();
    }

    @Test
    void pipesAndSocketsAreNotCopied() throws IOException {
        take("prw------- 0 " + OLD_TIME + " pipe", "srwx------ 0 " + OLD_TIME + " socket");

        assertThat(different).isEmpty();
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aLineWithoutSenseIsShown() {
        assertThatExceptionOfType(CopyFailedException.class)
                .isThrownBy(() -> take("-rw------- 3 " + OLD_TIME + " 1", "Welcome!", "Have fun!"))
                .withMessage("Unable to parse rsync --list-only output line: 'Welcome!'")
                .satisfies(e -> assertThat(e.hint()).isPresent());
    }

    @Test
    void aFailingDiskIsNeverTakenForSuccess() throws IOException {
        older("1", "old", OLD);
        older("2", "old", OLD.plusSeconds(5));
        List<String> lines = List.of(
                "drwx------ 4096 " + OLD_TIME + " .",
                "drwx------ 4096 " + OLD_TIME + " base",
                "-rw------- 3 " + OLD_TIME + " 1",
                "-rw------- 3 " + OLD_TIME + " 2",
                "-rw------- 3 " + OLD_TIME + " base/3");
        FaultyDisk counting = FaultyDisk.counting();
        take(counting, lines);
        assertThat(counting.log()).anyMatch(operation -> operation.startsWith("link "));

        for (int number = 1; number <= counting.operations(); number++) {
            new TreeDeletion(new LocalDisk()).delete(target);
            Files.createDirectory(target);
            FaultyDisk failing = FaultyDisk.failingAt(number);
            assertThatIOException()
                    .isThrownBy(() -> take(failing, lines))
                    .withMessageContaining("injected failure of operation " + number + ",");
        }
    }

    private void take(String... lines) throws IOException {
        take(new LocalDisk(), List.of(lines));
    }

    private void take(Disk disk, List<String> lines) throws IOException {
        CopyItem item = new CopyItem("pgdata", Kind.DATA, "/pg", target, Filter.NONE, 0, Optional.of(older));
        CopySettings settings = new CopySettings(1, 10, Duration.ofSeconds(1), 0, Duration.ZERO, false, reuse, horizon);
        try (Shares certain = new Shares(disk, directory.resolve("certain"));
                Shares unsure = new Shares(disk, directory.resolve("unsure"))) {
            Listing listing = new Listing(item, settings, disk, certain, unsure);
            lines.forEach(listing::take);
            listing.check(true);
            different = names(certain);
            doubtful = names(unsure);
        }
    }

    private static List<String> names(Shares shares) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path share : shares.divide(1)) {
            String text = Files.readString(share);
            names.addAll(List.of(text.substring(0, text.length() - 1).split("\0", -1)));
        }
        return names;
    }

    private Path older(String name, String content, Instant time) {
        try {
            Path file = Files.writeString(older.resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
