package org.barman4j.postgres.live;

import java.util.Optional;
import org.barman4j.postgres.PostgresException;

/** What the user of a connection may do. Nothing is known where even that can't be asked. */
public final class Privileges {
    private static final int VERSION_10 = 100_000;
    private static final int VERSION_14 = 140_000;
    private static final int VERSION_15 = 150_000;
    private static final String MONITORING =
            """
            (pg_has_role(CURRENT_USER, 'pg_monitor', 'USAGE')
             OR (pg_has_role(CURRENT_USER, 'pg_read_all_settings', 'USAGE')
                 AND pg_has_role(CURRENT_USER, 'pg_read_all_stats', 'USAGE')))
            """;

    private final PostgresSession session;

    public Privileges(PostgresSession session) {
        this.session = session;
    }

    public Optional<Boolean> superuser() {
        return ask("SELECT usesuper FROM pg_user WHERE usename = CURRENT_USER");
    }

    /** Whether backups can be taken: as superuser, or with the roles and functions that the manual lists. */
    public Optional<Boolean> backup() {
        if (!session.version().atLeast(VERSION_10)) {
            return superuser();
        }
        FunctionNames names = session.names();
        boolean modern = session.version().atLeast(VERSION_15);
        String start = execute(names.backupStart() + (modern ? "(text,bool)" : "(text,bool,bool)"));
        String stop = modern
                ? execute(names.backupStop() + "(bool)")
                : "(" + execute(names.backupStop() + "()") + " OR " + execute(names.backupStop() + "(bool,bool)") + ")";
        return ask("SELECT usesuper OR (" + MONITORING + " AND " + start + " AND " + stop + " AND "
                + execute("pg_switch_wal()") + " AND " + execute("pg_create_restore_point(text)")
                + ") FROM pg_user WHERE usename = CURRENT_USER");
    }

    public Optional<Boolean> monitoring() {
        Optional<Boolean> superuser = superuser();
        boolean unrestricted = superuser.orElse(false);
        return unrestricted ? superuser : ask("SELECT " + MONITORING);
    }

    public Optional<Boolean> checkpoint() {
        Optional<Boolean> superuser = superuser();
        if (superuser.orElse(false) || !session.version().atLeast(VERSION_14)) {
            return superuser;
        }
        return ask("SELECT pg_has_role(CURRENT_USER, 'pg_checkpoint', 'USAGE')");
    }

    private static String execute(String function) {
        return "has_function_privilege(CURRENT_USER, '" + function + "', 'EXECUTE')";
    }

    private Optional<Boolean> ask(String query) {
        try {
            return session.value(query).map(Boolean.TRUE::equals);
        } catch (PostgresException e) {
            return Optional.empty();
        }
    }
}
