package org.barman4j.postgres;

import java.util.List;
import java.util.Map;

/** What the values of a complete connection string must be, and what is beyond us. */
final class Rules {
    private static final Map<String, List<String>> CHOICES = Map.of(
            "channel_binding", List.of("disable", "prefer", "require"),
            "sslmode", List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            "sslnegotiation", List.of("postgres", "direct"),
            "sslcertmode", List.of("disable", "allow", "require"),
            "gssencmode", List.of("disable", "prefer", "require"),
            "target_session_attrs", List.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
            "load_balance_hosts", List.of("disable", "random"),
            "ssl_min_protocol_version", List.of("", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"),
            "ssl_max_protocol_version", List.of("", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"));

    /** The order in which libpq looks at them, so that of two mistakes the same one is told. */
    private static final List<String> ORDER = List.of(
            "channel_binding",
            "sslmode",
            "sslnegotiation",
            "ssl_min_protocol_version",
            "ssl_max_protocol_version",
            "sslcertmode",
            "gssencmode",
            "target_session_attrs",
            "load_balance_hosts");

    private static final List<String> NOT_SUPPORTED = List.of(
            "scram_client_key",
            "scram_server_key",
            "oauth_issuer",
            "oauth_client_id",
            "oauth_client_secret",
            "oauth_scope");

    private final Conninfo conninfo;

    Rules(Conninfo conninfo) {
        this.conninfo = conninfo;
    }

    /** Refuses what libpq would refuse before it connects, and what would be less safe here than the user asks for. */
    void check(List<HostEntry> hosts) {
        for (String keyword : ORDER) {
            String value = conninfo.text(keyword);
            boolean known = CHOICES.get(keyword).stream().anyMatch(value::equalsIgnoreCase);
            if (!known) {
                throw PostgresException.of("invalid " + keyword + " value: \"" + value + "\"");
            }
        }
        checkTls();
        refuse("gssencmode", conninfo.text("gssencmode").equals("require"));
        refuse("sslcertmode", conninfo.text("sslcertmode").equals("require"));
        refuse(
                "requirepeer",
                !conninfo.text("requirepeer").isEmpty() && hosts.stream().anyMatch(HostEntry::isLocal));
        refuse("min_protocol_version", !List.of("", "3.0").contains(conninfo.text("min_protocol_version")));
        NOT_SUPPORTED.forEach(keyword -> refuse(keyword, !conninfo.text(keyword).isEmpty()));
    }

    private void checkTls() {
        String mode = conninfo.text("sslmode");
        if (conninfo.text("sslrootcert").equals("system") && !mode.equals("verify-full")) {
            throw PostgresException.of(
                    "weak sslmode \"" + mode + "\" may not be used with sslrootcert=system (use \"verify-full\")");
        }
        if (conninfo.text("sslnegotiation").equals("direct")
                && List.of("disable", "allow", "prefer").contains(mode)) {
            throw PostgresException.of("weak sslmode \"" + mode + "\" may not be used with sslnegotiation=direct"
                    + " (use \"require\", \"verify-ca\", or \"verify-full\")");
        }
        String oldest = conninfo.text("ssl_min_protocol_version");
        String newest = conninfo.text("ssl_max_protocol_version");
        List<String> versions = CHOICES.get("ssl_min_protocol_version");
        if (!newest.isEmpty() && versions.indexOf(oldest) > versions.indexOf(newest)) {
            throw PostgresException.of("invalid SSL protocol version range");
        }
    }

    private void refuse(String keyword, boolean refused) {
        if (refused) {
            String value = Conninfo.of(Map.of(keyword, conninfo.text(keyword))).redacted();
            throw PostgresException.of("connection option " + value + " is not supported by barman4j");
        }
    }
}
