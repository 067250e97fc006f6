package org.barman4j.configure;

import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.process.ProcessService;
import org.barman4j.report.Notices;

/** Ends the WAL receiver of a server whose settings have changed, so that the next one runs with the new settings. */
public final class ReceiverRestart {
    private final Notices notices;

    public ReceiverRestart(Notices notices) {
        this.notices = notices;
    }

    void restart(ServerConfig server, ProcessService processes) {
        processes.terminateIfRunning("receive-wal");
        if (server.is(Options.STREAMING_ARCHIVER)) {
            notices.warning("this version of barman4j can't start receive-wal for server " + server.name());
            notices.hint("Barman's own 'barman cron' starts it with the new settings within a minute.");
        }
    }
}
