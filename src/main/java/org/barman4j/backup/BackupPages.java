package org.barman4j.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.barman4j.backup.method.BackupDraft;
import org.barman4j.catalog.BackupField;
import org.barman4j.codec.TarFile;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.page.PageExamination;
import org.barman4j.page.PageReport;
import org.barman4j.page.PageSource;
import org.barman4j.report.Notices;
import org.barman4j.xlog.Lsn;

/** Compares the checksums of the pages in a new backup, if the configuration wants that and the cluster has some. */
final class BackupPages {
    private static final int PAGE_SIZE = 8192;

    private final BackupDraft draft;
    private final PageExamination examination;
    private final Notices notices;

    private BackupPages(BackupDraft draft, PageExamination examination, Notices notices) {
        this.draft = draft;
        this.examination = examination;
        this.notices = notices;
    }

    /** Begins; nothing where there is nothing to do. */
    static Optional<BackupPages> begin(ServerConfig server, BackupDraft draft, PageSource source, Notices notices) {
        boolean summed = draft.info()
                .text(BackupField.DATA_CHECKSUMS)
                .filter("on"::equals)
                .isPresent();
        if (!server.is(Options.BACKUP_PAGE_CHECKSUMS) || !summed) {
            return Optional.empty();
        }
        Lsn begin = position(draft, BackupField.BEGIN_XLOG);
        Lsn end = position(draft, BackupField.END_XLOG);
        return Optional.of(new BackupPages(draft, new PageExamination(PAGE_SIZE, begin, end, source), notices));
    }

    private static Lsn position(BackupDraft draft, BackupField field) {
        return Lsn.parseRequired(draft.info().text(field).orElseThrow());
    }

    /** Looks at a file of the backup. That it can't be read is told, and fails nothing. */
    void examine(Path file) {
        try {
            if (file.startsWith(draft.data())
                    && file.getFileName().toString().matches("(base|\\d+)\\.tar(\\.(gz|lz4|zst))?")) {
                archive(file);
                return;
            }
            String path = path(file);
            if (PageExamination.hasPages(path)) {
                try (InputStream content = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                    examination.examine(path, content);
                }
            }
        } catch (IOException e) {
            notices.warning("cannot examine the pages in " + file + ": " + StorageException.reason(e));
        }
    }

    /** Below the data directory; tablespaces lie beside it here. */
    private String path(Path file) {
        return file.startsWith(draft.data())
                ? draft.data().relativize(file).toString()
                : "pg_tblspc/" + draft.directory().relativize(file);
    }

    private void archive(Path file) throws IOException {
        String name = file.getFileName().toString();
        String prefix = name.startsWith("base") ? "" : "pg_tblspc/" + name.substring(0, name.indexOf('.')) + "/";
        try (TarArchiveInputStream tar = TarFile.open(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    examination.examine(prefix + entry.getName().replaceFirst("^\\./", ""), tar);
                }
            }
        }
    }

    /** Tells and notes what was found. */
    void report(Path file, Disk disk) {
        PageReport report = examination.report();
        report.write(file, disk);
        if (report.bad().isEmpty()) {
            notices.info("Page checksums: " + report.examined() + " pages, all good");
            return;
        }
        notices.warning("Page checksums: " + report.examined() + " pages, "
                + report.bad().size() + " bad:\n\t" + String.join("\n\t", report.lines()));
        notices.hint("Pages that are bad on the server stay bad in every backup. Look for the reason in its storage and"
                + " its log, and restore what they hold from a backup before it happened.");
    }
}
