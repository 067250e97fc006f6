package org.barman4j.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.manifest.Onlooker;
import org.barman4j.page.BadPage;
import org.barman4j.page.PageExamination;
import org.barman4j.page.PageReport;
import org.barman4j.page.PageRule;
import org.barman4j.page.PageWitness;
import org.barman4j.report.Notices;
import org.barman4j.xlog.Lsn;

/** Compares the checksums of the pages in a backup, if the configuration wants that and the cluster has some. */
final class BackupPages implements Onlooker {
    static final int PAGE_SIZE = 8192;

    static final String TABLESPACES = "pg_tblspc/";

    private final PageExamination examination = new PageExamination(PAGE_SIZE);
    private final Notices notices;
    private PageReport report = PageReport.NONE;

    BackupPages(Notices notices) {
        this.notices = notices;
    }

    /** Begins; nothing where there is nothing to do. */
    static Optional<BackupPages> begin(ServerConfig server, BackupInfo backup, Notices notices) {
        boolean summed =
                backup.text(BackupField.DATA_CHECKSUMS).filter("on"::equals).isPresent();
        return server.is(Options.BACKUP_PAGE_CHECKSUMS) && summed
                ? Optional.of(new BackupPages(notices))
                : Optional.empty();
    }

    /** What excuses a page; nothing for a backup that never came to its end. */
    static Optional<PageRule> rule(BackupInfo backup) {
        Optional<Lsn> begin = backup.text(BackupField.BEGIN_XLOG).flatMap(Lsn::parse);
        Optional<Lsn> end = backup.text(BackupField.END_XLOG).flatMap(Lsn::parse);
        return begin.isPresent() && end.isPresent()
                ? Optional.of(new PageRule(PAGE_SIZE, begin.get(), end.get()))
                : Optional.empty();
    }

    /**
     * The path of a file below the data directory.
     *
     * @param directory the backup's, in which tablespaces lie beside the data
     */
    static String path(Path file, Path directory, Path data) {
        return file.startsWith(data) ? data.relativize(file).toString() : TABLESPACES + directory.relativize(file);
    }

    /** The file that such a path means. */
    static Path file(String path, Path directory, Path data) {
        return path.startsWith(TABLESPACES)
                ? directory.resolve(path.substring(TABLESPACES.length()))
                : data.resolve(path);
    }

    @Override
    public boolean wants(String path) {
        return PageExamination.hasPages(path);
    }

    @Override
    public void look(String path, InputStream content) throws IOException {
        examination.examine(path, content);
    }

    /** The same for a part of the content, which begins with a page. */
    void look(String path, int from, int count, InputStream content) throws IOException {
        examination.examine(path, from, count, content);
    }

    /** Judges what was found, when the backup is complete. */
    void judge(PageRule rule, PageWitness witness) {
        report = examination.report(rule, witness);
    }

    /** Adds what is known of files that nobody has looked at. */
    void inherit(List<BadPage> bad) {
        report = report.with(bad);
    }

    /** Makes the judgement durable. */
    void write(Path file, Disk disk) {
        report.write(file, disk);
    }

    /**
     * Tells the judgement.
     *
     * @param hint what to do about bad pages
     */
    void tell(String hint) {
        if (report.bad().isEmpty()) {
            notices.info("Page checksums: " + report.examined() + " pages, all good");
            return;
        }
        notices.warning("Page checksums: " + report.examined() + " pages, "
                + report.bad().size() + " bad:\n\t" + String.join("\n\t", report.lines()));
        notices.hint(hint);
    }
}
