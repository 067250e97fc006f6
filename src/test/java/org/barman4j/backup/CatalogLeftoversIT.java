package org.barman4j.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.lock.HeldLock;
import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.testing.FaultLoop;
import org.barman4j.testing.HomeTest;
import org.barman4j.testing.RecordingNotices;
import org.barman4j.testing.SmallHome;
import org.junit.jupiter.api.Test;

/** What goes of that which killed processes have left in a catalogue, and what has to stay. */
class CatalogLeftoversIT extends HomeTest {
    private static final String GONE = "20251120T191849";
    private static final List<String> TRACES = List.of(
            "-delete_this",
            "-delete_this.1.tmp",
            "-page_checksums.json",
            "-page_checksums.json.1.tmp",
            "-backup.info.1.tmp");

    @Test
    void whatBelongsToABackupThatIsGoneGoes() {
        Set<String> before = files();
        TRACES.forEach(trace -> home.write(home.meta().resolve(GONE + trace), "x"));

        remove();

        assertThat(files()).isEqualTo(before);
        assertThat(home.root().resolve(".main-" + GONE + ".lock")).doesNotExist();
    }

    @Test
    void whatBelongsToABackupThatIsThereStays() {
        TRACES.forEach(trace -> home.write(home.meta().resolve(SmallHome.LATEST + trace), "x"));
        home.write(home.meta().resolve(GONE + "-delete_this"), "delete"); // its metadata lies beside its data
        home.write(home.oldBackupInfo(GONE), "status=DONE\n");
        home.write(home.meta().resolve("20251120T191850-delete_this"), "delete"); // it has data and nothing else
        home.write(home.base("20251120T191850").resolve("data/PG_VERSION"), "15\n");
        home.write(home.meta().resolve("20251120T191851-keep"), "full");
        home.write(home.meta().resolve("strange-delete_this"), "delete");
        home.write(home.meta().resolve("-delete_this"), "delete");
        Set<String> before = files();

        remove();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void manifestsThatAreHalfWrittenGo() {
        home.write(home.base(SmallHome.OLDEST).resolve("data/backup_manifest"), "{}");
        Set<String> before = files();
        home.write(home.base(SmallHome.OLDEST).resolve("data/backup_manifest.1.tmp"), "{");
        home.write(home.base(SmallHome.LATEST).resolve("data/backup_manifest.1.tmp"), "{");

        remove();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatAnotherProcessIsAtWorkOnStays() {
        home.write(home.base(SmallHome.LATEST).resolve("data/backup_manifest.1.tmp"), "{");
        home.write(home.meta().resolve(GONE + "-delete_this"), "delete");
        Set<String> before = files();
        try (HeldLock manifest = locks().acquire(LockName.backupId("main", SmallHome.LATEST));
                HeldLock deletion = locks().acquire(LockName.backupId("main", GONE))) {
            remove();

            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void whateverFailsNothingElseGoes() throws IOException {
        Set<String> before = files();

        FaultLoop.run(
                () -> TRACES.forEach(trace -> home.write(home.meta().resolve(GONE + trace), "x")),
                disk -> leftovers(new Locks(home.root(), disk), disk).removeAlone(),
                succeeded -> assertThat(files()).containsAll(before));
        remove();

        assertThat(files()).isEqualTo(before);
    }

    private void remove() {
        leftovers(locks(), new LocalDisk()).removeAlone();
    }

    private CatalogLeftovers leftovers(Locks locks, Disk disk) {
        Path base = home.root().resolve("main/base");
        return new CatalogLeftovers(
                "main",
                new BackupCatalog("main", "rsync", base, home.meta(), server -> true, disk),
                new DeleteMarks(home.meta(), base, disk),
                locks,
                disk,
                new RecordingNotices());
    }

    private Locks locks() {
        return new Locks(home.root(), new LocalDisk());
    }

    /** All that the server has. */
    private Set<String> files() {
        try (Stream<Path> tree = Files.walk(home.root().resolve("main"))) {
            return new TreeSet<>(tree.map(Path::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
