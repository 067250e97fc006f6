package org.barman4j.postgres.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Decides as libpq does whether the server is the one that the user meant. */
final class ServerTrust extends X509ExtendedTrustManager {
    private final TlsSettings settings;
    private final List<X509TrustManager> chains;

    /** @param chains who checks the chain; empty if nobody does */
    private ServerTrust(TlsSettings settings, List<X509TrustManager> chains) {
        this.settings = settings;
        this.chains = chains;
    }

    static ServerTrust of(TlsSettings settings) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (settings.root().equals(TlsSettings.SYSTEM)) {
            factory.init((KeyStore) null);
        } else if (TlsFiles.exists(settings.root())) {
            factory.init(new CertPathTrustManagerParameters(parameters(settings)));
        } else if (settings.check() != TlsSettings.Check.NONE) {
            throw new TlsRefusal("root certificate file \"" + settings.root() + "\" does not exist\n"
                    + "Either provide the file or change sslmode to disable server certificate verification.");
        } else {
            return new ServerTrust(settings, List.of());
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager chain) {
                return new ServerTrust(settings, List.of(chain));
            }
        }
        throw new TlsRefusal("SSL error: this Java runtime can't check certificates");
    }

    private static PKIXBuilderParameters parameters(TlsSettings settings) throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate root : TlsFiles.roots(settings.root())) {
            anchors.add(new TrustAnchor(root, null));
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        List<X509CRL> revoked = TlsFiles.revoked(settings);
        parameters.setRevocationEnabled(!revoked.isEmpty());
        if (!revoked.isEmpty()) {
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(revoked)));
            PKIXRevocationChecker checker =
                    (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            checker.setOptions(
                    EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
            parameters.addCertPathChecker(checker);
        }
        return parameters;
    }

    private void check(X509Certificate[] chain, String authentication) throws TlsRefusal {
        for (X509TrustManager each : chains) {
            try {
                each.checkServerTrusted(chain, authentication);
            } catch (CertificateException e) {
                throw new TlsRefusal("SSL error: certificate verify failed", e);
            }
        }
        if (settings.check() == TlsSettings.Check.CHAIN_AND_NAME) {
            PeerNames.of(chain[0], settings.host()).check(settings.host());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authentication, Socket socket) throws TlsRefusal {
        check(chain, authentication);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authentication, SSLEngine engine) throws TlsRefusal {
        check(chain, authentication);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authentication) throws TlsRefusal {
        check(chain, authentication);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authentication, Socket socket) throws TlsRefusal {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authentication, SSLEngine engine) throws TlsRefusal {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authentication) throws TlsRefusal {
        throw noServer();
    }

    private static TlsRefusal noServer() {
        return new TlsRefusal("a client has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
