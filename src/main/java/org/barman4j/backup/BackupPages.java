package org.barman4j.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.codec.TarFile;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.manifest.Onlooker;
import org.barman4j.page.PageExamination;
import org.barman4j.page.PageReport;
import org.barman4j.page.PageRule;
import org.barman4j.page.PageWitness;
import org.barman4j.report.Notices;
import org.barman4j.xlog.Lsn;

/** Compares the checksums of the pages in a backup, if the configuration wants that and the cluster has some. */
final class BackupPages implements Onlooker {
    private static final int PAGE_SIZE = 8192;

    private final Path directory;
    private final Path data;
    private final PageExamination examination;
    private final Notices notices;

    private BackupPages(Path directory, Path data, PageExamination examination, Notices notices) {
        this.directory = directory;
        this.data = data;
        this.examination = examination;
        this.notices = notices;
    }

    /** Begins; nothing where there is nothing to do. */
    static Optional<BackupPages> begin(
            ServerConfig server,
            BackupCatalog catalog,
            BackupInfo backup,
            Function<PageRule, PageWitness> witness,
            Notices notices) {
        boolean summed =
                backup.text(BackupField.DATA_CHECKSUMS).filter("on"::equals).isPresent();
        Optional<Lsn> begin = backup.text(BackupField.BEGIN_XLOG).flatMap(Lsn::parse);
        Optional<Lsn> end = backup.text(BackupField.END_XLOG).flatMap(Lsn::parse);
        if (!server.is(Options.BACKUP_PAGE_CHECKSUMS) || !summed || begin.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        PageRule rule = new PageRule(PAGE_SIZE, begin.get(), end.get());
        return Optional.of(new BackupPages(
                catalog.directoryOf(backup.id()),
                catalog.dataOf(backup.id()),
                new PageExamination(rule, witness.apply(rule)),
                notices));
    }

    /** Looks at a file of the backup. That it can't be read is told, and fails nothing. */
    void examine(Path file) {
        try {
            if (file.startsWith(data) && file.getFileName().toString().matches("(base|\\d+)\\.tar(\\.(gz|lz4|zst))?")) {
                archive(file);
                return;
            }
            String path = path(file);
            if (wants(path)) {
                try (InputStream content = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                    look(path, content);
                }
            }
        } catch (IOException e) {
            notices.warning("cannot examine the pages in " + file + ": " + StorageException.reason(e));
        }
    }

    @Override
    public boolean wants(String path) {
        return PageExamination.hasPages(path);
    }

    @Override
    public void look(String path, InputStream content) throws IOException {
        examination.examine(path, content);
    }

    /** Below the data directory; tablespaces lie beside it here. */
    private String path(Path file) {
        return file.startsWith(data) ? data.relativize(file).toString() : "pg_tblspc/" + directory.relativize(file);
    }

    private void archive(Path file) throws IOException {
        String name = file.getFileName().toString();
        String prefix = name.startsWith("base") ? "" : "pg_tblspc/" + name.substring(0, name.indexOf('.')) + "/";
        try (TarArchiveInputStream tar = TarFile.open(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    look(prefix + entry.getName().replaceFirst("^\\./", ""), tar);
                }
            }
        }
    }

    /** Makes what was found durable. */
    void write(Path file, Disk disk) {
        examination.report().write(file, disk);
    }

    /**
     * Tells what was found.
     *
     * @param hint what to do about bad pages
     */
    void tell(String hint) {
        PageReport report = examination.report();
        if (report.bad().isEmpty()) {
            notices.info("Page checksums: " + report.examined() + " pages, all good");
            return;
        }
        notices.warning("Page checksums: " + report.examined() + " pages, "
                + report.bad().size() + " bad:\n\t" + String.join("\n\t", report.lines()));
        notices.hint(hint);
    }
}
