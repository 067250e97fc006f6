package org.barman4j.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Deadline;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.LatestWal;
import org.barman4j.wal.WalInbox;
import org.barman4j.xlog.WalSegmentName;

/** Archives what comes in for one server until the WAL that somebody waits for has reached the archive. */
public final class WalWait {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerConfig server;
    private final ArchiveWalService archiver;
    private final Notices notices;

    public WalWait(ServerConfig server, ArchiveWalService archiver, Notices notices) {
        this.server = server;
        this.archiver = archiver;
        this.notices = notices;
    }

    /**
     * Waits for a file, or for any new one if the name is empty.
     *
     * @param limit how long to wait at most; zero for ever
     */
    public void await(String file, Duration limit) {
        Path wals = server.path(Options.WALS_DIRECTORY);
        String most = limit.isZero() ? "" : " (max: " + limit.toSeconds() + " seconds)";
        if (file.isEmpty()) {
            notices.info("Waiting for a WAL file from server '" + server.name() + "' to be archived" + most);
            Object before = LatestWal.byTimeline(wals);
            if (!poll(() -> !LatestWal.byTimeline(wals).equals(before), limit)) {
                notices.info("A WAL file has not been received in " + limit.toSeconds() + " seconds");
            }
            return;
        }
        notices.info("Waiting for the WAL file " + file + " from server '" + server.name() + "'" + most);
        WalSegmentName name = WalSegmentName.parse(file)
                .orElseThrow(() -> new RefusedException("'" + file + "' is not a valid wal file name"));
        Path archived = wals.resolve(name.hashDirectory()).resolve(file);
        if (!poll(() -> Files.exists(archived), limit)
                && !Thread.currentThread().isInterrupted()) {
            notices.error("The WAL file " + file + " has not been received in " + limit.toSeconds() + " seconds");
            notices.hint("Run 'barman check " + server.name() + "', and check that 'barman cron' runs every minute.");
        }
    }

    private boolean poll(BooleanSupplier arrived, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (true) {
            if (WalInbox.hasWork(server)) {
                archiver.archive(false);
            }
            if (arrived.getAsBoolean()) {
                return true;
            }
            if (!limit.isZero() && deadline.passed()) {
                return false;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
