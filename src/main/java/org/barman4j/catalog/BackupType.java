package org.barman4j.catalog;

import java.util.Locale;

/** What kind of copy a backup is. */
public enum BackupType {
    /** A whole cluster taken by pg_basebackup. */
    FULL,
    /** What changed since the parent backup, taken by pg_basebackup. */
    INCREMENTAL,
    /** A whole cluster taken by rsync, perhaps sharing files with the backup before. */
    RSYNC,
    /** Disk snapshots of a cloud provider. */
    SNAPSHOT;

    /** The letter in listings. */
    public char letter() {
        return name().charAt(0);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
