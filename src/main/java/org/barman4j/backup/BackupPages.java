package org.barman4j.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.manifest.Onlooker;
import org.barman4j.page.PageExamination;
import org.barman4j.page.PageReport;
import org.barman4j.page.PageRule;
import org.barman4j.page.PageWitness;
import org.barman4j.report.Notices;
import org.barman4j.xlog.Lsn;

/** Compares the checksums of the pages in a backup, if the configuration wants that and the cluster has some. */
final class BackupPages implements Onlooker {
    static final int PAGE_SIZE = 8192;

    private final PageExamination examination;
    private final Notices notices;

    BackupPages(PageExamination examination, Notices notices) {
        this.examination = examination;
        this.notices = notices;
    }

    /** Begins; nothing where there is nothing to do. */
    static Optional<BackupPages> begin(
            ServerConfig server, BackupInfo backup, Function<PageRule, PageWitness> witness, Notices notices) {
        boolean summed =
                backup.text(BackupField.DATA_CHECKSUMS).filter("on"::equals).isPresent();
        Optional<Lsn> begin = backup.text(BackupField.BEGIN_XLOG).flatMap(Lsn::parse);
        Optional<Lsn> end = backup.text(BackupField.END_XLOG).flatMap(Lsn::parse);
        if (!server.is(Options.BACKUP_PAGE_CHECKSUMS) || !summed || begin.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        PageRule rule = new PageRule(PAGE_SIZE, begin.get(), end.get());
        return Optional.of(new BackupPages(new PageExamination(rule, witness.apply(rule)), notices));
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
