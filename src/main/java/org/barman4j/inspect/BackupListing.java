package org.barman4j.inspect;

import java.util.List;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.retention.RetentionStatus;

/** The backups of one server in a list, newest first. */
public record BackupListing(String server, List<Row> rows) {
    /**
     * A backup in the list.
     *
     * @param size its files and the WAL that makes it consistent
     * @param walSize the WAL after that until the next backup
     * @param retention what the policy says, if that is out of the ordinary, else {@link RetentionStatus#NONE}
     */
    public record Row(BackupInfo backup, long size, long walSize, RetentionStatus retention) {}
}
