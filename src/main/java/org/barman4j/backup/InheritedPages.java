package org.barman4j.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.page.BadPage;
import org.barman4j.page.PageReport;

/** What is known of the pages in the files that a new backup shares with the one before, so that nobody copied them. */
final class InheritedPages {
    private final BackupCatalog catalog;
    private final BackupInfo backup;
    private final Optional<BackupInfo> older;
    private final PageReport report;

    /** @param wanted whether pages are looked at; else there is no need to read the catalogue */
    InheritedPages(BackupCatalog catalog, DeleteMarks marks, BackupInfo backup, boolean wanted) {
        this.catalog = catalog;
        this.backup = backup;
        this.older = wanted ? marks.whole(catalog.load()).previous(backup) : Optional.empty();
        this.report = older.map(found -> PageReport.read(catalog.pageReportOf(found.id())))
                .orElse(PageReport.NONE);
    }

    /** Whether the pages of the one before were examined. */
    boolean areKnown() {
        return report.isKnown();
    }

    /** The bad ones. */
    List<BadPage> bad() throws IOException {
        List<BadPage> bad = new ArrayList<>();
        for (BadPage page : report.bad()) {
            if (isShared(page.file())) {
                bad.add(page);
            }
        }
        return bad;
    }

    private boolean isShared(String path) throws IOException {
        try {
            return Files.isSameFile(file(backup, path), file(older.orElseThrow(), path));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private Path file(BackupInfo in, String path) {
        return BackupPages.file(path, catalog.directoryOf(in.id()), catalog.dataOf(in.id()));
    }
}
