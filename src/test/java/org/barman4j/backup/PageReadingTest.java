package org.barman4j.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barman4j.backup.method.BackupDraft;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.io.Disk;
import org.barman4j.io.LocalDisk;
import org.barman4j.page.LiveWitness;
import org.barman4j.page.PageRule;
import org.barman4j.page.PageSource;
import org.barman4j.testing.RecordingNotices;
import org.barman4j.xlog.Lsn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a new backup are read, and that each of their pages is. */
class PageReadingTest {
    private static final int PAGE = 8192;
    private static final int PAGES = 9000; // more than are read at a stretch

    @TempDir
    private Path directory;

    private final Disk disk = new LocalDisk();
    private final RecordingNotices notices = new RecordingNotices();
    private final PageRule rule = new PageRule(PAGE, new Lsn(1000), new Lsn(2000));
    private BackupDraft draft;

    @BeforeEach
    void begin() {
        BackupCatalog catalog = new BackupCatalog(
                "main", "rsync", directory.resolve("base"), directory.resolve("meta"), server -> true, disk);
        draft = new BackupDraft(catalog, BackupInfo.empty(new BackupId("20261120T191849"), "main", "rsync"), true);
    }

    @Test
    void everyPageOfALargeFileIsReadOnce() throws IOException {
        Path file = relation("data/base/5/1259");
        for (int block : List.of(0, 8191, 8192, PAGES - 1)) {
            spoil(file, block);
        }

        read(file);

        assertThat(notices.all().get(0))
                .isEqualTo("WARNING: Page checksums: 9000 pages, 4 bad:\n\tbase/5/1259 block 0, 8191, 8192, 8999");
    }

    @Test
    void filesOfTablespacesLieBesideTheData() throws IOException {
        Path file = relation("16385/PG_15_202209061/5/16386");
        spoil(file, 1);

        read(file);

        assertThat(notices.all().get(0)).endsWith(" 1 bad:\n\tpg_tblspc/16385/PG_15_202209061/5/16386 block 1");
    }

    @Test
    void aFileThatWasReadWhenItWasCopiedIsNotReadAgain() throws IOException {
        Path file = relation("data/base/5/1259");
        try (PageReading reading = reading()) {
            reading.copied(file);
            reading.forced(file);
            tell(reading);
        }

        assertThat(notices.all()).containsExactly("INFO: Page checksums: 9000 pages, all good");
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        read(relation("data/base/5/PG_VERSION"), relation("data/pg_xact/0000"), relation("16385.tar"));

        assertThat(notices.all()).containsExactly("INFO: Page checksums: 0 pages, all good");
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws IOException {
        Path file = draft.directory().resolve("data/base.tar.gz");
        Files.createDirectories(file);

        read(file);

        assertThat(notices.all().get(0)).startsWith("WARNING: cannot examine the pages in " + file);
    }

    private void read(Path... files) throws IOException {
        try (PageReading reading = reading()) {
            for (Path file : files) {
                reading.forced(file);
            }
            tell(reading);
        }
    }

    private PageReading reading() {
        return new PageReading(() -> Optional.of(new BackupPages(notices)), draft.directory(), draft.data(), notices);
    }

    private void tell(PageReading reading) throws IOException {
        BackupPages pages = reading.finish().orElseThrow();
        pages.judge(rule, new LiveWitness(rule, PageSource.NONE));
        pages.tell("");
    }

    /** A file of pages that nobody has used yet, and nothing on the storage. */
    private Path relation(String name) throws IOException {
        Path file = draft.directory().resolve(name);
        Files.createDirectories(file.getParent());
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength((long) PAGES * PAGE);
        }
        return file;
    }

    /** Puts something into a page that has no checksum then. */
    private static void spoil(Path file, int block) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek((long) block * PAGE + 14);
            content.write(1);
        }
    }
}
