package org.barman4j.inspect;

import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.RestoreTestRecord;
import org.barman4j.page.PageReport;
import org.barman4j.wal.WalUsage;

/**
 * Everything to be told of one backup. All but the backup itself says nothing unless its copy is done.
 *
 * @param retention what the policy says; empty where none is in force
 * @param previous the nearest older backup whose copy is done, or none
 * @param next the nearest younger backup whose copy is done, or none
 * @param childTimelines the timelines that can be reached from the backup's own after its end
 * @param restoreTest how it did when it was tried last
 * @param chain the backup, its parent and so on up to the full backup
 */
public record BackupDetails(
        BackupInfo backup,
        WalUsage wal,
        String retention,
        List<BackupId> previous,
        List<BackupId> next,
        List<Integer> childTimelines,
        List<BackupId> chain,
        PageReport pages,
        Optional<RestoreTestRecord> restoreTest) {}
