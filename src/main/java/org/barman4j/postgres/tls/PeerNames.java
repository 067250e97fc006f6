package org.barman4j.postgres.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The names that a certificate is good for: its alternative names, or else its common name.
 *
 * @param shown the names in the order in which libpq tries them
 */
record PeerNames(List<String> shown) {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    /** @param host counts because the common name is looked at unless there is an alternative name of the same kind */
    static PeerNames of(X509Certificate certificate, String host) throws TlsRefusal {
        List<String> names = new ArrayList<>();
        int kind = isAddress(host) ? ADDRESS : DNS;
        boolean sameKind = false;
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(DNS) || alternative.get(0).equals(ADDRESS)) {
                    names.add((String) alternative.get(1));
                    sameKind |= alternative.get(0).equals(kind);
                }
            }
            if (!sameKind) {
                addCommonName(names, certificate);
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            throw new TlsRefusal("could not get server's host name from server certificate", e);
        }
        return new PeerNames(List.copyOf(names));
    }

    private static void addCommonName(List<String> names, X509Certificate certificate) throws InvalidNameException {
        for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
            if (part.getType().equalsIgnoreCase("CN")) {
                names.add(part.getValue().toString());
            }
        }
    }

    /** Whether a host is written as a number. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
    }

    void check(String host) throws TlsRefusal {
        if (host.isEmpty()) {
            throw new TlsRefusal("host name must be specified for a verified SSL connection");
        }
        for (String name : shown) {
            if (fits(name, host)) {
                return;
            }
        }
        if (shown.isEmpty()) {
            throw new TlsRefusal("could not get server's host name from server certificate");
        }
        int others = shown.size() - 1;
        String more = others == 0 ? "" : " (and " + others + " other name" + (others == 1 ? "" : "s") + ")";
        throw new TlsRefusal("server certificate for \"" + shown.get(0) + "\"" + more + " does not match host name \""
                + host + "\"");
    }

    private static boolean fits(String name, String host) {
        if (isAddress(name) && isAddress(host)) {
            return isSameAddress(name, host);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String wanted = host.toLowerCase(Locale.ROOT);
        if (lower.equals(wanted)) {
            return true;
        }
        int dot = wanted.indexOf('.'); // a star stands for the first label only
        return lower.startsWith("*.")
                && lower.length() > 2
                && dot > 0
                && wanted.substring(dot).equals(lower.substring(1));
    }

    private static boolean isSameAddress(String name, String host) {
        try {
            return InetAddress.getByName(name).equals(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
