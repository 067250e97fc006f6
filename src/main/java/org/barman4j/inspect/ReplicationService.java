package org.barman4j.inspect;

import java.util.List;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.postgres.live.Privileges;
import org.barman4j.postgres.live.ReplicationClient;
import org.barman4j.postgres.live.WalPosition;
import org.barman4j.report.RefusedException;

/** Finds out who is attached to one server. */
public final class ReplicationService {
    private final LiveServer live;

    public ReplicationService(LiveServer live) {
        this.live = live;
    }

    /**
     * Finds them.
     *
     * @throws RefusedException if the server can't be reached, or does not let its user see this
     */
    public ReplicationStatus status(ReplicationTarget target, boolean minimal) {
        try (live) {
            PostgresSession session =
                    live.session().orElseThrow(() -> LiveFailures.unreachable(live, live.sessionError()));
            if (!new Privileges(session).monitoring().orElse(false)) {
                throw LiveFailures.lacksPrivileges(live);
            }
            List<ReplicationClient> clients = ReplicationClient.attachedTo(session).stream()
                    .filter(target::includes)
                    .toList();
            String location = WalPosition.current(session).location();
            return new ReplicationStatus(live.config().name(), target, minimal, location, clients);
        } catch (PostgresException e) {
            throw LiveFailures.unreachable(live, e.getMessage());
        }
    }
}
