package org.barman4j.app;

import java.time.Duration;
import org.barman4j.archive.ArchiveWalService;
import org.barman4j.archive.SwitchWalService;
import org.barman4j.archive.WalWait;
import org.barman4j.check.ArchiveTrial;
import org.barman4j.report.BarmanException;

/** Tries to get a first WAL file into an archive. That it fails says enough. */
final class SilentArchiveTrial implements ArchiveTrial {
    private final ArchiveWalService archiver;
    private final SwitchWalService switcher;
    private final WalWait wait;

    SilentArchiveTrial(ArchiveWalService archiver, SwitchWalService switcher, WalWait wait) {
        this.archiver = archiver;
        this.switcher = switcher;
        this.wait = wait;
    }

    @Override
    public void archive() {
        attempt(() -> archiver.archive(false));
    }

    @Override
    public void switchAndArchive(Duration limit) {
        attempt(() -> wait.await(switcher.switchWal(false), limit));
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (BarmanException e) {
            // the check says that there is still no WAL
        }
    }
}
