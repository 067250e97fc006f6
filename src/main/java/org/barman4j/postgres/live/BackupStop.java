package org.barman4j.postgres.live;

import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Where and when a backup ended, as the server says.
 *
 * @param location the position in the WAL that recovery has to reach
 * @param timeline 0 if the server does not tell
 * @param labelFile the content of {@code backup_label}; empty where the server has written that file itself
 */
public record BackupStop(String location, int timeline, OffsetDateTime time, String labelFile) {
    public Optional<String> label() {
        return labelFile.isEmpty() ? Optional.empty() : Optional.of(labelFile);
    }
}
