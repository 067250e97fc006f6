package org.barman4j.catalog;

import org.barman4j.report.BarmanException;

/** A field of one backup that can't be understood, noticed only when something asked for it. */
public final class DamagedFieldException extends BarmanException {
    DamagedFieldException(BackupInfo backup, BackupField field, String reason) {
        super(
                "the field " + field.key() + " of backup " + backup.id() + " of server " + backup.serverName()
                        + " is damaged: " + reason,
                "Compare the backup's backup.info file with that of another backup.");
    }
}
