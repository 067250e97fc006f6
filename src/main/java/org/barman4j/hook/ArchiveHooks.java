package org.barman4j.hook;

import java.nio.file.Path;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;

/** The hooks around the archiving of a WAL file. */
public final class ArchiveHooks {
    private static final Hooks.Names NAMES = new Hooks.Names(
            Options.PRE_ARCHIVE_SCRIPT,
            Options.PRE_ARCHIVE_RETRY_SCRIPT,
            Options.POST_ARCHIVE_RETRY_SCRIPT,
            Options.POST_ARCHIVE_SCRIPT);

    private final Hooks hooks;

    public ArchiveHooks(ServerConfig server, Host host) {
        this.hooks = new Hooks(server, NAMES, host);
    }

    ArchiveHooks(ServerConfig server, Host host, HookScript.Pause pause) {
        this.hooks = new Hooks(server, NAMES, host, pause);
    }

    /** Whether there is any. */
    public boolean areConfigured() {
        return hooks.areConfigured();
    }

    /**
     * Runs those before.
     *
     * @throws HookAbortedException if the file must stay where it is
     */
    public void before(WalEvent wal, Path source) {
        hooks.before(wal.environment(source, ""));
    }

    /** Runs those behind. What they think of it changes nothing. */
    public void after(WalEvent wal, Path destination, String error) {
        hooks.after(wal.environment(destination, error));
    }
}
