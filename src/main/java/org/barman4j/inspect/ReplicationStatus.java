package org.barman4j.inspect;

import java.util.List;
import org.barman4j.postgres.live.ReplicationClient;

/**
 * The clients attached to a server.
 *
 * @param location where the server stands; empty if it does not know
 */
public record ReplicationStatus(
        String server, ReplicationTarget target, boolean minimal, String location, List<ReplicationClient> clients) {
    public ReplicationStatus {
        clients = List.copyOf(clients);
    }

    /** What is said when there is no such client. */
    public String none() {
        return "No " + target.title() + " attached";
    }
}
