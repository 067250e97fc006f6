package org.barman4j.recovery;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What a restore has done.
 *
 * @param changes the settings that were made harmless
 * @param warnings the settings that somebody has to look at
 * @param missing the configuration files that were not in the backup
 * @param unreachable whether there is no WAL that leads to the target
 * @param recoveryFile the file with the recovery settings
 * @param fetching the file that says how WAL is fetched from here; nothing if it isn't
 */
public record RestoreOutcome(
        List<Setting> changes,
        List<Setting> warnings,
        List<String> missing,
        boolean unreachable,
        String recoveryFile,
        Optional<String> fetching,
        OffsetDateTime start,
        Duration elapsed) {
    /**
     * A setting in one of PostgreSQL's files.
     *
     * @param line counted from one
     * @param value empty for nothing
     */
    public record Setting(String file, int line, String key, String value) {}
}
