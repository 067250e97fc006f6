package org.barman4j.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;

/** Gives the driver sockets that are connected already, whatever the driver thinks where. Made by the driver. */
public final class AttemptSockets extends SocketFactory {
    private final Attempt attempt;

    public AttemptSockets(Properties properties) {
        attempt = Attempt.of(properties);
    }

    @Override
    public Socket createSocket() throws IOException {
        return attempt.connect();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return attempt.connect();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return attempt.connect();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return attempt.connect();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return attempt.connect();
    }
}
