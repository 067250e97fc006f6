package org.barman4j.hook;

import java.util.HashMap;
import java.util.Map;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;

/** The hooks around a restore. */
public final class RestoreHooks {
    private static final Hooks.Names NAMES = new Hooks.Names(
            Options.PRE_RECOVERY_SCRIPT,
            Options.PRE_RECOVERY_RETRY_SCRIPT,
            Options.POST_RECOVERY_RETRY_SCRIPT,
            Options.POST_RECOVERY_SCRIPT);

    private final Hooks hooks;

    public RestoreHooks(ServerConfig server, Host host) {
        this.hooks = new Hooks(server, NAMES, host);
    }

    /**
     * What a hook is told.
     *
     * @param tablespaces where tablespaces go, as JSON; empty if none is moved
     * @param options the other options, as JSON; empty if there are none
     */
    public record Restore(
            BackupHooks.Backup backup, String destination, String tablespaces, String remoteCommand, String options) {
        Map<String, String> environment() {
            Map<String, String> environment = new HashMap<>(backup.environment());
            environment.put("BARMAN_DESTINATION_DIRECTORY", destination);
            environment.put("BARMAN_TABLESPACES", tablespaces);
            environment.put("BARMAN_REMOTE_COMMAND", remoteCommand);
            environment.put("BARMAN_RECOVER_OPTIONS", options);
            return environment;
        }
    }

    /**
     * Runs those before.
     *
     * @throws HookAbortedException if it must not happen
     */
    public void before(Restore restore) {
        hooks.before(restore.environment());
    }

    /** Runs those after. */
    public void after(Restore restore) {
        hooks.after(restore.environment());
    }
}
