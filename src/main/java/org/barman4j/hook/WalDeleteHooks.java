package org.barman4j.hook;

import java.nio.file.Path;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;

/** The hooks around the deletion of a WAL file. */
public final class WalDeleteHooks {
    private static final Hooks.Names NAMES = new Hooks.Names(
            Options.PRE_WAL_DELETE_SCRIPT,
            Options.PRE_WAL_DELETE_RETRY_SCRIPT,
            Options.POST_WAL_DELETE_RETRY_SCRIPT,
            Options.POST_WAL_DELETE_SCRIPT);

    private final Hooks hooks;

    public WalDeleteHooks(ServerConfig server, Host host) {
        this.hooks = new Hooks(server, NAMES, host);
    }

    /** Whether there is any. */
    public boolean areConfigured() {
        return hooks.areConfigured();
    }

    /**
     * Runs those before.
     *
     * @throws HookAbortedException if the file must stay
     */
    public void before(WalEvent wal, Path file) {
        hooks.before(wal.environment(file, ""));
    }

    /** Runs those after. */
    public void after(WalEvent wal, Path file, String error) {
        hooks.after(wal.environment(file, error));
    }
}
