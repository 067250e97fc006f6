package org.barman4j.archive;

import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.inspect.LiveFailures;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.postgres.live.Privileges;
import org.barman4j.postgres.live.WalPosition;
import org.barman4j.postgres.live.WalSwitch;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.xlog.Lsn;

/** Makes a server close the WAL file that it is writing. Of a standby, the primary is asked, if it is configured. */
public final class SwitchWalService {
    private final LiveServer live;
    private final ServerConfig server;
    private final Notices notices;

    public SwitchWalService(LiveServer live, Notices notices) {
        this.live = live;
        this.server = live.config();
        this.notices = notices;
    }

    /**
     * Switches.
     *
     * @param checkpoint whether to run a checkpoint first, which writes WAL, so that there is something to switch
     * @return the file that was closed; empty if there was nothing to switch
     * @throws RefusedException if the server can't be reached or does not let its user do this
     */
    public String switchWal(boolean checkpoint) {
        return switchWal(checkpoint, Optional.empty());
    }

    /** The same without a checkpoint, but only if the server has got to a position. */
    public String switchWalBehind(Lsn position) {
        return switchWal(false, Optional.of(position));
    }

    private String switchWal(boolean checkpoint, Optional<Lsn> position) {
        try (live) {
            PostgresSession session = session();
            Privileges privileges = new Privileges(session);
            if (checkpoint) {
                if (!privileges.checkpoint().orElse(false)) {
                    throw new RefusedException(
                            "Barman switch-wal --force requires superuser rights or the 'pg_checkpoint' role",
                            "In PostgreSQL 15 or later: GRANT pg_checkpoint TO the user of conninfo.");
                }
                session.execute("CHECKPOINT");
            }
            if (!privileges.backup().orElse(false)) {
                throw LiveFailures.lacksPrivileges(live);
            }
            if (session.isInRecovery()) {
                notices.info("No switch performed because server '" + server.name() + "' is a standby.");
                return "";
            }
            if (position.isPresent() && position.get().compareTo(position(session)) > 0) {
                return "";
            }
            String closed = WalSwitch.run(session);
            notices.info(
                    closed.isEmpty()
                            ? "No switch required for server '" + server.name() + "'"
                            : "The WAL file " + closed + " has been closed on server '" + server.name() + "'");
            return closed;
        } catch (PostgresException e) {
            throw failed(e.getMessage());
        }
    }

    private static Lsn position(PostgresSession session) {
        return Lsn.parseRequired(WalPosition.current(session).location());
    }

    private PostgresSession session() {
        if (server.isPassive()) {
            throw new RefusedException(
                    "Unable to perform pg_switch_wal for server '" + server.name() + "'.",
                    "It is passive: its WAL comes from another Barman. Run the command there.");
        }
        return live.isStandby()
                ? live.primarySession().orElseThrow(() -> failed(live.primaryError()))
                : live.session().orElseThrow(() -> failed(live.sessionError()));
    }

    private RefusedException failed(String reason) {
        return LiveFailures.failed(live, "Unable to perform pg_switch_wal for server '" + server.name() + "'.", reason);
    }
}
