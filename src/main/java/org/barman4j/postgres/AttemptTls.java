package org.barman4j.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/** Puts TLS on the driver's socket with the files and the checks of libpq. Made by the driver. */
public final class AttemptTls extends SSLSocketFactory {
    private final Attempt attempt;

    public AttemptTls(Properties properties) {
        attempt = Attempt.of(properties);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean closes) throws IOException {
        return attempt.encrypt(socket);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unexpected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        throw unexpected();
    }

    private static SocketException unexpected() {
        return new SocketException("TLS only on top of a connected socket");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }
}
