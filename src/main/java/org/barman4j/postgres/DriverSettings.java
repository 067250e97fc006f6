package org.barman4j.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Supplier;
import org.barman4j.postgres.endpoint.Keepalives;
import org.barman4j.postgres.tls.TlsSettings;

/** A complete connection string in the words of the driver and of our own TLS. */
final class DriverSettings {
    /** The driver sends everything with the first message to a server that it takes to be of this release at least. */
    private static final String OLDEST_SERVER = "9.6";

    private static final List<String> NUMBERS =
            List.of("keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout");

    private final Conninfo conninfo;
    private final Environment environment;

    DriverSettings(Conninfo conninfo, Environment environment) {
        this.conninfo = conninfo;
        this.environment = environment;
    }

    /** @param sslMode one of the driver's own modes */
    Properties properties(Attempt attempt, String sslMode) {
        Properties properties = new Properties();
        properties.setProperty("user", conninfo.text("user"));
        properties.setProperty("PGDBNAME", conninfo.text("dbname"));
        properties.setProperty("ApplicationName", applicationName());
        properties.setProperty("assumeMinServerVersion", OLDEST_SERVER);
        if (!conninfo.text("options").isEmpty()) {
            properties.setProperty("options", conninfo.text("options"));
        }
        addReplication(properties);
        properties.setProperty("sslmode", sslMode);
        properties.setProperty("sslNegotiation", conninfo.text("sslnegotiation"));
        properties.setProperty("sslResponseTimeout", "0"); // the deadline is ours
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("kerberosServerName", conninfo.text("krbsrvname"));
        properties.setProperty("channelBinding", conninfo.text("channel_binding"));
        if (!conninfo.text("require_auth").isEmpty()) {
            properties.setProperty("requireAuth", conninfo.text("require_auth"));
        }
        properties.setProperty("tcpKeepAlive", String.valueOf(keepalives().enabled()));
        properties.setProperty("socketFactory", AttemptSockets.class.getName());
        properties.setProperty("sslfactory", AttemptTls.class.getName());
        properties.setProperty("authenticationPluginClassName", AttemptPassword.class.getName());
        attempt.addTo(properties);
        return properties;
    }

    /** A number that is none counts as missing here; {@link #timeout} complains, when libpq does. */
    Keepalives keepalives() {
        return new Keepalives(
                conninfo.text("keepalives").isEmpty() || Numbers.orZero(conninfo, "keepalives") != 0,
                Numbers.orZero(conninfo, "keepalives_idle"),
                Numbers.orZero(conninfo, "keepalives_interval"),
                Numbers.orZero(conninfo, "keepalives_count"));
    }

    /** The seconds that a connection to one address may take; {@code ConnectionFailure} if a number is none. */
    int timeout() {
        for (String keyword : NUMBERS) {
            Numbers.optional(conninfo, keyword);
        }
        return Numbers.optional(conninfo, "connect_timeout");
    }

    /** @param host the name that the server's certificate must have; empty if the user gave an address only */
    TlsSettings tls(String host) {
        TlsSettings.Check check =
                switch (conninfo.text("sslmode")) {
                    case "verify-ca" -> TlsSettings.Check.CHAIN;
                    case "verify-full" -> TlsSettings.Check.CHAIN_AND_NAME;
                    default -> TlsSettings.Check.NONE;
                };
        return new TlsSettings(
                host,
                check,
                path("sslrootcert", () -> environment.certificates("root.crt")),
                path("sslcrl", () -> environment.certificates("root.crl")),
                conninfo.text("sslcrldir"),
                path("sslcert", () -> environment.certificates("postgresql.crt")),
                path("sslkey", () -> environment.certificates("postgresql.key")),
                conninfo.text("sslpassword"),
                !conninfo.text("sslcertmode").equals("disable"),
                !conninfo.text("sslsni").equals("0"),
                conninfo.text("ssl_min_protocol_version"),
                conninfo.text("ssl_max_protocol_version"));
    }

    private Path path(String keyword, Supplier<Path> otherwise) {
        return conninfo.text(keyword).isEmpty() ? otherwise.get() : Path.of(conninfo.text(keyword));
    }

    String applicationName() {
        return conninfo.get("application_name").orElse(conninfo.text("fallback_application_name"));
    }

    /** A server that sends WAL understands neither SQL nor the extended protocol. */
    private void addReplication(Properties properties) {
        String replication = conninfo.text("replication").toLowerCase(Locale.ROOT);
        if (!replication.isEmpty() && !isNo(replication)) {
            properties.setProperty("replication", replication);
            properties.setProperty("preferQueryMode", "simple");
        }
    }

    private static boolean isNo(String value) {
        return switch (value) {
            case "0", "n", "no", "f", "false", "of", "off" -> true;
            default -> false;
        };
    }
}
