package org.barman4j.backup.method;

import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.Notices;

/** What is said where Barman removes the WAL before a server's first backup. We do so when that backup is complete. */
final class FirstBackup {
    private FirstBackup() {}

    static void tell(BackupDraft draft, ServerConfig server, Notices notices) {
        if (draft.isFirst()) {
            notices.info("This is the first backup for server " + server.name());
            if (server.is(Options.WORM_MODE)) {
                notices.info("'worm_mode' is enabled, skip purging of unused WAL files.");
            }
        }
    }
}
