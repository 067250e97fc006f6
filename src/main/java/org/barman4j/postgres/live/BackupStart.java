package org.barman4j.postgres.live;

import java.time.OffsetDateTime;

/**
 * Where and when a backup began, as the server says.
 *
 * @param location the position in the WAL from which recovery has to start
 * @param timeline 0 if the server does not tell
 */
public record BackupStart(String location, int timeline, OffsetDateTime time) {}
