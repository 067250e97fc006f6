package org.barman4j.inspect;

import org.barman4j.config.Options;
import org.barman4j.postgres.Conninfo;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.report.RefusedException;
import org.barman4j.text.Reason;

/** How users are told what keeps them from asking a live server. */
public final class LiveFailures {
    private LiveFailures() {}

    /** It can't be reached. */
    public static RefusedException unreachable(LiveServer live, String reason) {
        return failed(live, "Unable to connect to server " + live.config().name(), reason);
    }

    /** Something can't be done with it, for the reason that PostgreSQL or the network gave. */
    public static RefusedException failed(LiveServer live, String message, String reason) {
        return new RefusedException(
                message,
                Reason.sentence(reason) + "Run 'barman check " + live.config().name() + "'.");
    }

    /** PostgreSQL lets the user of the connection do too little. */
    public static RefusedException lacksPrivileges(LiveServer live) {
        String user = live.config()
                .get(Options.CONNINFO)
                .flatMap(text -> Conninfo.parse(text).get("user"))
                .orElse("None");
        return new RefusedException(
                "Postgres user '" + user
                        + "' is missing required privileges (see \"Preliminary steps\" in the Barman manual)",
                "Run 'barman check " + live.config().name() + "' to see which.");
    }
}
