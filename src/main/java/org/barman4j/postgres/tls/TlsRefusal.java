package org.barman4j.postgres.tls;

import java.security.cert.CertificateException;

/** TLS is not possible, or must not be trusted. The message is libpq's. */
public final class TlsRefusal extends CertificateException {
    TlsRefusal(String message) {
        super(message);
    }

    TlsRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
