package org.barman4j.hook;

import java.util.Map;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Host;
import org.barman4j.host.OrderlyEnd;

/** The hooks around something that happens to a backup. */
public final class BackupHooks {
    private static final Hooks.Names DELETION = new Hooks.Names(
            Options.PRE_DELETE_SCRIPT,
            Options.PRE_DELETE_RETRY_SCRIPT,
            Options.POST_DELETE_RETRY_SCRIPT,
            Options.POST_DELETE_SCRIPT);

    private static final Hooks.Names TAKING = new Hooks.Names(
            Options.PRE_BACKUP_SCRIPT,
            Options.PRE_BACKUP_RETRY_SCRIPT,
            Options.POST_BACKUP_RETRY_SCRIPT,
            Options.POST_BACKUP_SCRIPT);

    private final Hooks hooks;

    private BackupHooks(Hooks hooks) {
        this.hooks = hooks;
    }

    /** Those around its being taken, which are not repeated any more, nor waited for long, when that has to end. */
    public static BackupHooks taking(ServerConfig server, Host host, OrderlyEnd ending) {
        return new BackupHooks(new Hooks(server, TAKING, ending.guests(host), ending::pause));
    }

    /** The same around its deletion. */
    public static BackupHooks deletion(ServerConfig server, Host host, OrderlyEnd ending) {
        return new BackupHooks(new Hooks(server, DELETION, ending.guests(host), ending::pause));
    }

    /**
     * What a hook is told about a backup.
     *
     * @param previous the id of the nearest older backup whose copy is done; empty if there is none
     * @param next the same of the nearest younger one
     */
    public record Backup(
            String directory, String infoFile, String id, String previous, String next, String status, String error) {
        Map<String, String> environment() {
            return Map.of(
                    "BARMAN_BACKUP_DIR", directory,
                    "BARMAN_BACKUP_INFO_PATH", infoFile,
                    "BARMAN_BACKUP_ID", id,
                    "BARMAN_PREVIOUS_ID", previous,
                    "BARMAN_NEXT_ID", next,
                    "BARMAN_STATUS", status,
                    "BARMAN_ERROR", error);
        }
    }

    /**
     * Runs those before.
     *
     * @throws HookAbortedException if it must not happen
     */
    public void before(Backup backup) {
        hooks.before(backup.environment());
    }

    /** Runs those after. */
    public void after(Backup backup) {
        hooks.after(backup.environment());
    }
}
