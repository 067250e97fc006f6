package org.barman4j.backup.method;

import org.barman4j.io.FileLook;

/** A way to take a backup. */
public interface BackupMethod {
    /**
     * Takes it. When this returns, all files of the backup are there, and where its WAL begins and ends is known. When
     * this fails, PostgreSQL is not left in backup mode.
     *
     * @param copied takes files of pages from several threads, if this knows when they are complete
     * @throws org.barman4j.report.BarmanException if it can't be taken
     * @throws InterruptedException if this thread was told to give up
     */
    void take(BackupDraft draft, FileLook copied) throws InterruptedException;
}
