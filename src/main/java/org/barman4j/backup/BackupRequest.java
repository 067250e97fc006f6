package org.barman4j.backup;

import java.time.Duration;
import java.util.Optional;
import org.barman4j.catalog.BackupReference;

/**
 * What is wanted of a new backup.
 *
 * @param name by which commands may call it; empty for none
 * @param parent the backup that it is to be incremental to
 * @param waitForWal whether to wait until it is complete
 * @param limit how long to wait at most; zero for ever
 */
public record BackupRequest(String name, Optional<BackupReference> parent, boolean waitForWal, Duration limit) {}
