package org.barman4j.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.KeepTarget;

/**
 * What a policy needs to know of a backup.
 *
 * @param done whether everything needed for a restore is there
 * @param end when it ended; of no meaning unless it is done
 * @param hasParent whether it is incremental
 * @param children the ids of the backups incremental to it
 * @param keep the status that its owner's wish to keep it gives, or {@link RetentionStatus#NONE}
 * @param deleting whether its deletion has begun, after which it is of no use whatever else is known of it
 */
public record RetentionCandidate(
        String id,
        boolean done,
        Instant end,
        boolean hasParent,
        List<String> children,
        RetentionStatus keep,
        boolean deleting) {

    public static RetentionCandidate of(BackupInfo backup, Optional<KeepTarget> keep, boolean deleting) {
        boolean done = backup.status() == BackupStatus.DONE;
        return new RetentionCandidate(
                backup.id().text(),
                done,
                done ? backup.endTime().toInstant() : Instant.EPOCH,
                backup.isIncremental(),
                backup.children().stream().map(Object::toString).toList(),
                keep.map(RetentionCandidate::status).orElse(RetentionStatus.NONE),
                deleting);
    }

    boolean isKept() {
        return keep != RetentionStatus.NONE;
    }

    private static RetentionStatus status(KeepTarget target) {
        return switch (target) {
            case FULL -> RetentionStatus.KEEP_FULL;
            case STANDALONE -> RetentionStatus.KEEP_STANDALONE;
        };
    }
}
