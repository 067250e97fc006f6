package org.barman4j.postgres.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Puts TLS on top of a connected socket. */
public final class TlsLayer {
    private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private final TlsSettings settings;

    public TlsLayer(TlsSettings settings) {
        this.settings = settings;
    }

    /** A socket whose handshake is still to be done. Reads all files, and fails if one can't be used. */
    public SSLSocket over(Socket socket) throws IOException {
        try {
            ServerTrust trust = ServerTrust.of(settings); // before our own certificate, as libpq does
            KeyManager[] keys = ClientCertificate.of(settings).stream().toArray(KeyManager[]::new);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            SSLSocket layer = (SSLSocket)
                    context.getSocketFactory().createSocket(socket, settings.host(), socket.getPort(), true);
            layer.setSSLParameters(parameters(layer.getSSLParameters()));
            return layer;
        } catch (GeneralSecurityException e) {
            throw new SSLException(e.getMessage(), e);
        }
    }

    private SSLParameters parameters(SSLParameters parameters) throws TlsRefusal {
        boolean named = settings.sendsName() && !settings.host().isEmpty() && !PeerNames.isAddress(settings.host());
        try {
            parameters.setServerNames(named ? List.of(new SNIHostName(settings.host())) : List.of());
        } catch (IllegalArgumentException e) {
            parameters.setServerNames(List.of()); // not a name that could stand in a certificate
        }
        List<String> versions = new ArrayList<>();
        for (String version : parameters.getProtocols()) {
            if (isWithin(version)) {
                versions.add(version);
            }
        }
        if (versions.isEmpty()) {
            throw new TlsRefusal("SSL error: no protocols available");
        }
        parameters.setProtocols(versions.toArray(String[]::new));
        return parameters;
    }

    private boolean isWithin(String version) {
        int rank = rank(version);
        return (settings.oldest().isEmpty() || rank >= rank(settings.oldest()))
                && (settings.newest().isEmpty() || rank <= rank(settings.newest()));
    }

    private static int rank(String version) {
        for (int i = 0; i < VERSIONS.size(); i++) {
            if (VERSIONS.get(i).equalsIgnoreCase(version)) {
                return i;
            }
        }
        return -1;
    }
}
