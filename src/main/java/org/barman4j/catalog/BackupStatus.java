package org.barman4j.catalog;

/** How far a backup got. */
public enum BackupStatus {
    /** Entered in the catalogue, nothing done yet. */
    EMPTY,
    /** PostgreSQL is in backup mode and files are being copied. */
    STARTED,
    /** The files are there, WAL needed to make them consistent is not. */
    WAITING_FOR_WALS,
    /** Everything needed for a restore is there. */
    DONE,
    /** Being copied from the primary node. */
    SYNCING,
    /** Given up. */
    FAILED;

    /** Whether somebody is at work on its files. */
    public boolean isUnderWay() {
        return !isCopyDone() && this != FAILED;
    }

    /** Whether the files of the backup are complete. */
    public boolean isCopyDone() {
        return this == DONE || this == WAITING_FOR_WALS;
    }
}
