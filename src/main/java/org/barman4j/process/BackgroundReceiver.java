package org.barman4j.process;

import org.barman4j.lock.LockName;
import org.barman4j.lock.Locks;
import org.barman4j.report.Notices;

/** Starts the WAL receiver of one server in the background, unless it runs. */
public final class BackgroundReceiver {
    private final String server;
    private final Locks locks;
    private final BackgroundLauncher launcher;
    private final Notices notices;

    public BackgroundReceiver(String server, Locks locks, BackgroundLauncher launcher, Notices notices) {
        this.server = server;
        this.locks = locks;
        this.launcher = launcher;
        this.notices = notices;
    }

    /**
     * Starts it.
     *
     * @param keepDescriptors whether it may write where we do
     */
    public void start(boolean keepDescriptors) {
        if (locks.seemsFree(LockName.receiveWal(server))) {
            notices.item("Starting streaming archiver for server " + server);
            launcher.start(keepDescriptors, "receive-wal", server);
        } else {
            notices.debug("Another STREAMING ARCHIVER process is running for server " + server);
        }
    }
}
