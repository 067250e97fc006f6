package org.barman4j.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.barman4j.postgres.endpoint.Endpoint;
import org.barman4j.postgres.tls.TlsRefusal;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;
import org.postgresql.util.ServerErrorMessage;

/** Opens a connection at one address of a host, with TLS and without it as {@code sslmode} allows. */
final class EndpointTry {
    private static final String INVALID_PASSWORD = "28P01";
    private static final String INVALID_AUTHORIZATION = "28000";
    private static final String UNKNOWN_OBJECT = "42704";
    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** Where PostgreSQL says that a role may not log in, which is after it has proved who it is. */
    private static final String BEHIND_AUTHENTICATION = "InitializeSessionUserId";

    private final Conninfo conninfo;
    private final DriverSettings settings;
    private final HostEntry host;
    private final Passwords passwords;
    private final Failures failures;
    private boolean answered;

    EndpointTry(Conninfo conninfo, DriverSettings settings, HostEntry host, Passwords passwords, Failures failures) {
        this.conninfo = conninfo;
        this.settings = settings;
        this.host = host;
        this.passwords = passwords;
        this.failures = failures;
    }

    Optional<Connection> open(Endpoint endpoint, ConnectTimeout deadline) {
        String password = passwords.of(host);
        for (String mode : modes(endpoint)) {
            Attempt.Needs needs = new Attempt.Needs(
                    mode.equals("require"), conninfo.text("channel_binding").equals("require"));
            Attempt attempt = new Attempt(endpoint, deadline, settings.tls(host.host()), needs, password);
            Properties properties = settings.properties(attempt, mode);
            try {
                HostSpec address = new HostSpec(endpoint.host(), endpoint.port());
                return Optional.of(new PgConnection(new HostSpec[] {address}, properties, "jdbc:postgresql:"));
            } catch (SQLException e) {
                note(e, attempt);
                if (!isWorthAnother(e, attempt)) {
                    endUnlessBusy(e);
                    return Optional.empty();
                }
            }
        }
        failures.end();
        return Optional.empty();
    }

    /** Whether somebody was there, so that other addresses of the host are not worth a try. */
    boolean isAnswered() {
        return answered;
    }

    /** The driver's modes to try one after the other. */
    private List<String> modes(Endpoint endpoint) {
        if (endpoint.isLocal()) {
            return List.of("disable");
        }
        return switch (conninfo.text("sslmode")) {
            case "disable" -> List.of("disable");
            case "allow" -> List.of("disable", "require");
            case "prefer" -> List.of("prefer", "disable");
            default -> List.of("require");
        };
    }

    private void note(SQLException failure, Attempt attempt) {
        if (attempt.lacksTls() && conninfo.text("sslmode").equals("allow")) {
            failures.repeat(); // libpq goes on without TLS, with the same result
        } else {
            failures.add(text(failure, attempt), failure);
        }
        for (Throwable second : failure.getSuppressed()) {
            if (attempt.isEncrypted() && second instanceof SQLException known) { // of the driver's try without TLS
                failures.add(text(known, attempt), known);
            }
        }
        if (state(failure).equals(UNKNOWN_OBJECT) && !settings.applicationName().isEmpty()) {
            failures.repeat(); // libpq tries again without the application name, for servers before release 9.0
        }
        answered = attempt.isReached() && !attempt.isExpired();
    }

    /** Makes a refusal the end of all, unless the server was busy with itself. */
    private void endUnlessBusy(SQLException failure) {
        if (answered && !state(failure).equals(CANNOT_CONNECT_NOW)) {
            failures.end();
        }
    }

    private String text(SQLException failure, Attempt attempt) {
        String text = FailureText.of(failure, attempt);
        return state(failure).equals(INVALID_PASSWORD) && attempt.isPasswordUsed() && passwords.isFromFile()
                ? text + "\npassword retrieved from file \"" + passwords.file() + "\""
                : text;
    }

    private boolean isWorthAnother(SQLException failure, Attempt attempt) {
        if (attempt.isExpired() || failure.getSuppressed().length > 0) {
            return false;
        }
        return isBeforeAuthentication(failure, attempt) || isTlsTrouble(failure);
    }

    /** Whether the server said no before we were known, so that the pg_hba.conf may say yes to the other way. */
    private boolean isBeforeAuthentication(SQLException failure, Attempt attempt) {
        String state = state(failure);
        if (state.equals(INVALID_AUTHORIZATION)) { // with TLS first, the driver has gone the other way itself
            return !attempt.isEncrypted()
                    && conninfo.text("sslmode").equals("allow")
                    && !FailureText.server(failure)
                            .map(ServerErrorMessage::getRoutine)
                            .orElse("")
                            .equals(BEHIND_AUTHENTICATION);
        }
        boolean other = attempt.isEncrypted() || conninfo.text("sslmode").equals("allow");
        return other && state.equals(INVALID_PASSWORD);
    }

    private static String state(SQLException failure) {
        return FailureText.server(failure).map(ServerErrorMessage::getSQLState).orElse("");
    }

    private static boolean isTlsTrouble(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof TlsRefusal) {
                return true;
            }
        }
        return false;
    }
}
