package org.barman4j.retention;

import java.util.List;
import java.util.Map;

/**
 * What a policy says of all backups of a server.
 *
 * @param remarks what the log should tell about how the policy was applied
 */
public record RetentionReport(Map<String, RetentionStatus> statuses, List<String> remarks) {
    /** The status of a backup; one that no root leads to has none. */
    public RetentionStatus of(String id) {
        return statuses.getOrDefault(id, RetentionStatus.NONE);
    }
}
