package org.barman4j.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.barman4j.catalog.BackupId;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.inspect.Retention;
import org.barman4j.retention.RetentionReport;
import org.barman4j.retention.RetentionStatus;

/** What has to be done for each backup so that a passive node gets what it should have of its primary node. */
final class SyncPlan {
    private final ServerConfig server;
    private final Backups local;
    private final PrimaryInfo primary;
    private final Optional<RetentionReport> report;

    /** What has to be done for one backup. */
    enum Need {
        COPY,
        /** It is a piece of a backup that is gone. */
        PURGE,
        NOTHING,
        /** Nobody has such a backup. */
        ABSENT
    }

    /** @param reason why; empty if it has to be copied */
    record Step(Need need, String reason) {}

    /**
     * Makes it from what both nodes have. Which backups are obsolete is decided as if all of them were here, so that none
     * is copied only to be deleted.
     */
    SyncPlan(
            ServerConfig server,
            Backups local,
            PrimaryInfo primary,
            KeepAnnotations keeps,
            DeleteMarks marks,
            Instant now) {
        this.server = server;
        this.local = local;
        this.primary = primary;
        this.report = server.required(Options.RETENTION_POLICY_MODE).equals("auto")
                ? Retention.report(server, Backups.of(together(local, primary)), keeps, marks, now)
                : Optional.empty();
    }

    private static Collection<BackupInfo> together(Backups local, PrimaryInfo primary) {
        Map<String, BackupInfo> all = new LinkedHashMap<>();
        local.oldestFirst().forEach(backup -> all.put(backup.id().text(), backup));
        primary.backups().forEach((id, backup) -> {
            BackupInfo here = all.get(id);
            if (here == null || !here.status().isCopyDone()) {
                all.put(id, backup);
            }
        });
        return all.values();
    }

    Step of(String id) {
        boolean there = primary.backups().containsKey(id);
        Optional<BackupStatus> here =
                BackupId.isWellFormed(id) ? local.find(new BackupId(id)).map(BackupInfo::status) : Optional.empty();
        String subject = "Backup " + id;
        if (!there && here.isEmpty()) {
            return new Step(Need.ABSENT, subject + " is absent on " + server.name() + " server");
        }
        boolean done = here.filter(BackupStatus::isCopyDone).isPresent();
        if (!there) {
            return done
                    ? new Step(
                            Need.NOTHING,
                            subject + " is absent on " + server.name()
                                    + " server, but present locally (local copy only)")
                    : new Step(
                            Need.PURGE,
                            subject + " is absent on " + server.name() + " server and is incomplete locally");
        }
        if (done) {
            return new Step(Need.NOTHING, subject + " is already synced with " + server.name() + " server");
        }
        if (report.isPresent() && report.get().of(id) == RetentionStatus.OBSOLETE) {
            return new Step(
                    Need.NOTHING,
                    "Remote backup " + primary.setting("name").orElse(server.name()) + "/" + id
                            + " is obsolete for local retention policies.");
        }
        return new Step(Need.COPY, "");
    }

    /** The backups for which something has to be done, the oldest first, so that none comes before its parent. */
    List<String> pending() {
        TreeSet<String> ids = new TreeSet<>(primary.backups().keySet());
        local.oldestFirst().forEach(backup -> ids.add(backup.id().text()));
        List<String> pending = new ArrayList<>();
        for (String id : ids) {
            Need need = of(id).need();
            if (need == Need.COPY || need == Need.PURGE) {
                pending.add(id);
            }
        }
        return pending;
    }

    /** Those of them that are still to be copied. */
    List<BackupInfo> toCopy() {
        return pending().stream()
                .filter(id -> of(id).need() == Need.COPY)
                .map(primary.backups()::get)
                .toList();
    }
}
