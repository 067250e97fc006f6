package org.barman4j.configure;

import java.util.function.Function;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.process.BackgroundReceiver;
import org.barman4j.process.ProcessService;

/** Makes the WAL receiver of a server whose settings have changed run with the new settings. */
public final class ReceiverRestart {
    private final Function<ServerConfig, ProcessService> processes;
    private final Function<ServerConfig, BackgroundReceiver> receivers;

    public ReceiverRestart(
            Function<ServerConfig, ProcessService> processes, Function<ServerConfig, BackgroundReceiver> receivers) {
        this.processes = processes;
        this.receivers = receivers;
    }

    void restart(ServerConfig server) {
        processes.apply(server).terminateIfRunning("receive-wal");
        if (server.is(Options.STREAMING_ARCHIVER)) {
            receivers.apply(server).start(false);
        }
    }
}
