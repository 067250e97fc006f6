package org.barman4j.inspect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.retention.RetentionCandidate;
import org.barman4j.retention.RetentionPolicy;
import org.barman4j.retention.RetentionReport;

/** Applies the retention policy that a server's configuration names to the server's backups. */
public final class Retention {
    private Retention() {}

    /** The policy in force, if there is one and its text makes sense. */
    static Optional<RetentionPolicy> policy(ServerConfig server) {
        return server.get(Options.RETENTION_POLICY).flatMap(RetentionPolicy::parse);
    }

    /** What the policy in force says of each backup; nothing without a policy. */
    public static Optional<RetentionReport> report(
            ServerConfig server, Backups backups, KeepAnnotations annotations, DeleteMarks marks, Instant now) {
        Optional<RetentionPolicy> policy = policy(server);
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        List<RetentionCandidate> candidates = new ArrayList<>();
        for (BackupInfo backup : backups.oldestFirst()) {
            if (backup.status() != BackupStatus.EMPTY) {
                candidates.add(
                        RetentionCandidate.of(backup, annotations.target(backup.id()), marks.isSet(backup.id())));
            }
        }
        int minimum = (Integer) server.required(Options.MINIMUM_REDUNDANCY);
        return Optional.of(policy.get().report(candidates, minimum, now));
    }
}
