package org.barman4j.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter that libpq knows.
 *
 * @param variable the environment variable that stands in for it; empty for none
 * @param standard what is taken without one; empty for none
 */
record Keyword(String name, String variable, String standard) {
    /** Those of libpq 18, since connection strings get written for newer releases than the one at hand. */
    static final List<Keyword> ALL = List.of(
            new Keyword("service", "PGSERVICE", ""),
            new Keyword("user", "PGUSER", ""),
            new Keyword("password", "PGPASSWORD", ""),
            new Keyword("passfile", "PGPASSFILE", ""),
            new Keyword("channel_binding", "PGCHANNELBINDING", "prefer"),
            new Keyword("connect_timeout", "PGCONNECT_TIMEOUT", ""),
            new Keyword("dbname", "PGDATABASE", ""),
            new Keyword("host", "PGHOST", ""),
            new Keyword("hostaddr", "PGHOSTADDR", ""),
            new Keyword("port", "PGPORT", "5432"),
            new Keyword("client_encoding", "PGCLIENTENCODING", ""),
            new Keyword("options", "PGOPTIONS", ""),
            new Keyword("application_name", "PGAPPNAME", ""),
            new Keyword("fallback_application_name", "", ""),
            new Keyword("keepalives", "", ""),
            new Keyword("keepalives_idle", "", ""),
            new Keyword("keepalives_interval", "", ""),
            new Keyword("keepalives_count", "", ""),
            new Keyword("tcp_user_timeout", "", ""),
            new Keyword("sslmode", "PGSSLMODE", "prefer"),
            new Keyword("sslnegotiation", "PGSSLNEGOTIATION", "postgres"),
            new Keyword("sslcompression", "PGSSLCOMPRESSION", "0"),
            new Keyword("sslcert", "PGSSLCERT", ""),
            new Keyword("sslkey", "PGSSLKEY", ""),
            new Keyword("sslcertmode", "PGSSLCERTMODE", "allow"),
            new Keyword("sslpassword", "", ""),
            new Keyword("sslrootcert", "PGSSLROOTCERT", ""),
            new Keyword("sslcrl", "PGSSLCRL", ""),
            new Keyword("sslcrldir", "PGSSLCRLDIR", ""),
            new Keyword("sslsni", "PGSSLSNI", "1"),
            new Keyword("sslkeylogfile", "", ""),
            new Keyword("requirepeer", "PGREQUIREPEER", ""),
            new Keyword("require_auth", "PGREQUIREAUTH", ""),
            new Keyword("min_protocol_version", "PGMINPROTOCOLVERSION", ""),
            new Keyword("max_protocol_version", "PGMAXPROTOCOLVERSION", ""),
            new Keyword("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", "TLSv1.2"),
            new Keyword("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", ""),
            new Keyword("gssencmode", "PGGSSENCMODE", "prefer"),
            new Keyword("krbsrvname", "PGKRBSRVNAME", "postgres"),
            new Keyword("gsslib", "PGGSSLIB", ""),
            new Keyword("gssdelegation", "PGGSSDELEGATION", "0"),
            new Keyword("replication", "", ""),
            new Keyword("target_session_attrs", "PGTARGETSESSIONATTRS", "any"),
            new Keyword("load_balance_hosts", "PGLOADBALANCEHOSTS", "disable"),
            new Keyword("scram_client_key", "", ""),
            new Keyword("scram_server_key", "", ""),
            new Keyword("oauth_issuer", "", ""),
            new Keyword("oauth_client_id", "", ""),
            new Keyword("oauth_client_secret", "", ""),
            new Keyword("oauth_scope", "", ""));

    private static final Map<String, Keyword> BY_NAME = byName();

    static boolean isKnown(String name) {
        return BY_NAME.containsKey(name);
    }

    private static Map<String, Keyword> byName() {
        Map<String, Keyword> keywords = new LinkedHashMap<>();
        ALL.forEach(keyword -> keywords.put(keyword.name(), keyword));
        return keywords;
    }
}
