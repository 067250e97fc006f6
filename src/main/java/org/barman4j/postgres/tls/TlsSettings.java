package org.barman4j.postgres.tls;

import java.nio.file.Path;

/**
 * What a connection string says about TLS. Files that are missing are no mistake, unless noted.
 *
 * @param host the name to be found in the certificate, and to ask for; empty for none
 * @param check how much of the server's certificate to check; the chain is checked wherever there is a root
 * @param root file of trusted certificates; {@code system} for those that Java trusts. Must exist for a check
 * @param revoked file of revoked certificates
 * @param revokedDirectory directory of such files; empty for none
 * @param certificate file of our own certificate
 * @param key file of its key; must exist if the certificate does
 * @param keyPassword empty for none
 * @param sendsCertificate whether our certificate is used at all
 * @param sendsName whether to tell the server which name we ask for
 * @param oldest lowest version of the protocol; empty for any
 * @param newest highest version of the protocol; empty for any
 */
public record TlsSettings(
        String host,
        Check check,
        Path root,
        Path revoked,
        String revokedDirectory,
        Path certificate,
        Path key,
        String keyPassword,
        boolean sendsCertificate,
        boolean sendsName,
        String oldest,
        String newest) {
    /** The path that stands for the certificates that Java trusts. */
    public static final Path SYSTEM = Path.of("system");

    /** How much of a server's certificate is checked. */
    public enum Check {
        NONE,
        CHAIN,
        CHAIN_AND_NAME
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TlsSettings[" + host + ", " + check + "]";
    }
}
