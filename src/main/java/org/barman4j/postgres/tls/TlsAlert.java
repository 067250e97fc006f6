package org.barman4j.postgres.tls;

import java.util.Set;

/** Alerts: how the other side of a TLS connection says that it gives up. */
public final class TlsAlert {
    private static final String RECEIVED = "Received fatal alert: ";

    /** Those that are as old as SSL 3, which OpenSSL still says. */
    private static final Set<String> OLD = Set.of(
            "unexpected_message",
            "bad_record_mac",
            "handshake_failure",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "illegal_parameter");

    private TlsAlert() {}

    /** What OpenSSL says where Java says this; the same text if it is about no alert. */
    public static String inWordsOfOpenSsl(String message) {
        int start = message.indexOf(RECEIVED);
        if (start < 0) {
            return message;
        }
        String alert = message.substring(start + RECEIVED.length());
        return (OLD.contains(alert) ? "sslv3" : "tlsv1") + " alert " + alert.replace('_', ' ');
    }
}
