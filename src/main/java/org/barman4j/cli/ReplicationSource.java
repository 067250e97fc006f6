package org.barman4j.cli;

import java.util.Locale;

/** Which server of a configuration is asked for its clients. */
enum ReplicationSource {
    /** The one that backups are taken from. */
    BACKUP_HOST,
    /** The one that WAL is received from. */
    WAL_HOST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
