package org.barman4j.postgres.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;

/** Our own certificate, sent to any server that asks for one. */
final class ClientCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    private ClientCertificate(X509Certificate[] chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** The one of the settings, if its file exists. */
    static Optional<ClientCertificate> of(TlsSettings settings) throws TlsRefusal {
        if (!settings.sendsCertificate() || !TlsFiles.exists(settings.certificate())) {
            return Optional.empty();
        }
        X509Certificate[] chain = TlsFiles.own(settings.certificate()).toArray(X509Certificate[]::new);
        if (!TlsFiles.exists(settings.key())) {
            throw new TlsRefusal("certificate present, but not private key file \"" + settings.key() + "\"");
        }
        PrivateKeyFile file = new PrivateKeyFile(settings.key());
        PrivateKey key = file.read(settings.keyPassword());
        file.checkFits(key, chain[0]);
        return Optional.of(new ClientCertificate(chain, key));
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        for (String type : types) {
            if (type.equals(key.getAlgorithm())
                    || (type.equals("EC") && key.getAlgorithm().equals("EdDSA"))) {
                return ALIAS;
            }
        }
        return types.length == 0 ? ALIAS : null; // null is how a key manager says no
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return null; // never a server
    }
}
