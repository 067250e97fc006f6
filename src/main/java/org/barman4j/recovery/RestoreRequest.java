package org.barman4j.recovery;

import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupReference;

/**
 * What to restore, where, and how the server is to recover. What else counts stands in the server's configuration, with
 * the options of the command line laid over it.
 *
 * @param destination the data directory to be
 * @param tablespaces where to put tablespaces that must not go where they were, by name
 * @param remoteCommand the ssh command that leads to the destination; nothing for this host
 * @param walDirectory where to put the WAL for a point-in-time recovery
 * @param settingsFile the file that gets the recovery settings
 * @param port what {@code barman-wal-restore} is told
 * @param snapshotInstance where the disks of a snapshot backup are
 */
public record RestoreRequest(
        BackupReference backup,
        String destination,
        RecoveryTarget target,
        Map<String, String> tablespaces,
        Optional<String> remoteCommand,
        Optional<String> walDirectory,
        boolean standby,
        Optional<String> settingsFile,
        Optional<String> port,
        Optional<String> snapshotInstance) {
    public RestoreRequest {
        tablespaces = Map.copyOf(tablespaces);
    }

    public boolean isRemote() {
        return remoteCommand.isPresent();
    }
}
