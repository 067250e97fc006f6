package org.barman4j.postgres;

import java.sql.Connection;

/**
 * Opens connections as libpq would with the same string and in the same environment.
 *
 * <p>Hosts are tried in order; the message of a failure has a line for each of them, in libpq's words and without any
 * password. Nobody is ever asked for a password.
 */
public final class Connector {
    private final Environment environment;

    /** Takes the environment of this process. */
    public Connector() {
        this(Environment.ofProcess());
    }

    public Connector(Environment environment) {
        this.environment = environment;
    }

    /**
     * Opens a normal connection, in autocommit mode.
     *
     * @throws PostgresException if no host could be used
     */
    public Connection connect(Conninfo conninfo) {
        DriverLog.silence();
        return new ConnectionSearch(new Defaults(environment).complete(conninfo), environment).find();
    }

    /**
     * Opens a connection that speaks the replication protocol. Like Barman's, it replaces {@code options}.
     *
     * @throws PostgresException if no host could be used
     */
    public Connection replication(Conninfo conninfo) {
        return connect(conninfo.with("dbname", "replication")
                .with("replication", "true")
                .with("options", "-cdatestyle=iso"));
    }
}
