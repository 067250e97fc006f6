package org.barman4j.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.barman4j.postgres.endpoint.Endpoint;

/** Goes from host to host, and from address to address, until a connection suits. */
final class ConnectionSearch {
    private final Conninfo conninfo;
    private final DriverSettings settings;
    private final Passwords passwords;
    private final Failures failures = new Failures();

    ConnectionSearch(Conninfo conninfo, Environment environment) {
        this.conninfo = conninfo;
        this.settings = new DriverSettings(conninfo, environment);
        this.passwords = new Passwords(conninfo, environment);
    }

    /** @throws PostgresException that says what was wrong with each host */
    Connection find() {
        List<HostEntry> hosts = HostEntry.all(conninfo);
        new Rules(conninfo).check(hosts);
        for (SessionKind kind : SessionKind.wanted(conninfo.text("target_session_attrs"))) {
            for (HostEntry host : inOrder(hosts)) {
                Optional<Connection> found = at(host, kind);
                if (found.isPresent()) {
                    return found.get();
                }
                if (failures.isFinal()) {
                    throw failures.exception();
                }
            }
        }
        throw failures.exception();
    }

    private List<HostEntry> inOrder(List<HostEntry> hosts) {
        List<HostEntry> ordered = new ArrayList<>(hosts);
        if (conninfo.text("load_balance_hosts").equals("random")) {
            Collections.shuffle(ordered);
        }
        return ordered;
    }

    private Optional<Connection> at(HostEntry host, SessionKind kind) {
        List<Endpoint> endpoints;
        try {
            endpoints = host.endpoints(settings.keepalives());
        } catch (ConnectionFailure e) {
            failures.add(e.getMessage());
            return Optional.empty();
        }
        for (Endpoint endpoint : endpoints) {
            try (ConnectTimeout deadline = new ConnectTimeout(settings.timeout())) {
                EndpointTry each = new EndpointTry(conninfo, settings, host, passwords, failures);
                Optional<Connection> opened = each.open(endpoint, deadline);
                if (opened.isPresent()) {
                    return suitable(opened.get(), endpoint, kind);
                }
                if (each.isAnswered()) {
                    return Optional.empty();
                }
            } catch (ConnectionFailure e) {
                failures.addFinal(endpoint.failurePrefix() + e.getMessage());
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Connection> suitable(Connection connection, Endpoint endpoint, SessionKind kind) {
        try {
            Optional<String> objection = kind.objection(connection);
            if (objection.isEmpty()) {
                return Optional.of(connection);
            }
            failures.add(endpoint.failurePrefix() + objection.get());
            connection.close();
        } catch (SQLException e) {
            failures.add(endpoint.failurePrefix() + e.getMessage());
            closeQuietly(connection);
        }
        return Optional.empty();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // it is of no use anyway
        }
    }
}
