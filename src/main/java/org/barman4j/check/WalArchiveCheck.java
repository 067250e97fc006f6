package org.barman4j.check;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.wal.XlogDb;

/** Whether WAL arrives at all, and does not pile up where it arrives. Only failures are shown. */
final class WalArchiveCheck implements Check {
    @Override
    public void run(CheckedServer server, CheckLog log) {
        if (!arrives(server)) {
            String name = server.name();
            String advice = server.config().is(Options.STREAMING_ARCHIVER)
                    ? "Run 'barman cron', which starts receive-wal, and then 'barman switch-wal --force --archive "
                            + name + "'."
                    : "Set archive_command in PostgreSQL to 'barman-wal-archive BACKUP_HOST " + name
                            + " %p', and then run 'barman switch-wal --force --archive " + name + "'.";
            log.failed("WAL archive", "please make sure WAL shipping is setup", advice);
        }
        queue(server.config(), log, "incoming", Options.INCOMING_WALS_DIRECTORY, Options.ARCHIVER);
        queue(server.config(), log, "streaming", Options.STREAMING_WALS_DIRECTORY, Options.STREAMING_ARCHIVER);
    }

    /** Whether any WAL has arrived. If none has yet, it is given an occasion to. */
    private static boolean arrives(CheckedServer server) {
        XlogDb xlogDb = server.stores().xlogDb();
        if (xlogDb.hasContent()
                || server.backups()
                        .newest(backup -> backup.status() == BackupStatus.WAITING_FOR_WALS)
                        .isPresent()) {
            return true;
        }
        server.trial().archive();
        if (!xlogDb.hasContent() && server.isUp()) {
            int limit = server.config().get(Options.CHECK_TIMEOUT).orElse(0);
            server.trial().switchAndArchive(Duration.ofSeconds(limit > 0 ? limit / 3 : 10));
        }
        return xlogDb.hasContent();
    }

    private static void queue(
            ServerConfig config,
            CheckLog log,
            String label,
            ConfigOption<String> directory,
            ConfigOption<Boolean> archiver) {
        Path path = config.path(directory);
        int waiting = count(path) - (label.equals("streaming") ? 1 : 0); // the segment being received does not wait
        if (!config.is(archiver)) {
            if (waiting > 0) {
                log.failed(
                        "empty " + label + " directory",
                        "'" + path + "' must be empty when " + archiver + "=off",
                        "Set " + archiver + " = on, or look at the files and move them away.");
            }
            return;
        }
        int most = config.get(Options.MAX_INCOMING_WALS_QUEUE).orElse(Integer.MAX_VALUE);
        if (waiting > most) {
            log.failed(
                    label + " WALs directory",
                    "there are too many WALs in queue: " + waiting + ", max " + most,
                    "Run 'barman archive-wal " + config.name() + "', and see that 'barman cron' runs every minute.");
        }
    }

    private static int count(Path directory) {
        String[] names =
                directory.toFile().list((File parent, String name) -> !name.startsWith(".") && !name.endsWith(".tmp"));
        return names == null ? 0 : names.length;
    }
}
