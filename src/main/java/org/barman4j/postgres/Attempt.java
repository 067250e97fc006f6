package org.barman4j.postgres;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.barman4j.postgres.endpoint.Endpoint;
import org.barman4j.postgres.tls.TlsLayer;
import org.barman4j.postgres.tls.TlsSettings;

/**
 * One try to open a connection at one endpoint: what the driver needs for it, and how far it came.
 *
 * <p>The driver makes its helpers from class names, so they find their attempt among its properties.
 */
final class Attempt {
    private static final String KEY = "org.barman4j.attempt";

    private final Endpoint endpoint;
    private final ConnectTimeout deadline;
    private final TlsSettings tls;
    private final String password;
    private final Needs needs;
    private boolean reached;
    private boolean encrypted;
    private boolean passwordUsed;

    Attempt(Endpoint endpoint, ConnectTimeout deadline, TlsSettings tls, Needs needs, String password) {
        this.endpoint = endpoint;
        this.deadline = deadline;
        this.tls = tls;
        this.password = password;
        this.needs = needs;
    }

    /** What the user insists on. */
    record Needs(boolean tls, boolean channelBinding) {}

    static Attempt of(Properties properties) {
        return (Attempt) properties.get(KEY);
    }

    void addTo(Properties properties) {
        properties.put(KEY, this);
    }

    Socket connect() throws IOException {
        Socket socket = endpoint.create();
        deadline.guard(socket);
        try {
            endpoint.connect(socket, deadline.remainingMillis());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        reached = true;
        return socket;
    }

    SSLSocket encrypt(Socket socket) throws IOException {
        encrypted = true;
        return new TlsLayer(tls).over(socket);
    }

    Optional<String> usePassword() {
        passwordUsed = true;
        return password.isEmpty() ? Optional.empty() : Optional.of(password);
    }

    /** Whether the server was there at all. */
    boolean isReached() {
        return reached;
    }

    /** Whether TLS was begun, successfully or not. */
    boolean isEncrypted() {
        return encrypted;
    }

    /** Whether the server would not speak TLS although it had to. */
    boolean lacksTls() {
        return needs.tls() && reached && !encrypted;
    }

    boolean needsChannelBinding() {
        return needs.channelBinding();
    }

    boolean isPasswordUsed() {
        return passwordUsed;
    }

    boolean isExpired() {
        return deadline.isExpired();
    }

    Endpoint endpoint() {
        return endpoint;
    }
}
