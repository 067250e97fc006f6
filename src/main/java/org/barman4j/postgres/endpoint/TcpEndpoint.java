package org.barman4j.postgres.endpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * An address and a port.
 *
 * @param host what the user called it
 */
public record TcpEndpoint(String host, InetAddress address, int port, Keepalives keepalives) implements Endpoint {
    @Override
    public String failurePrefix() {
        String number = AddressText.of(address);
        String at = host.equals(number) ? "" : " (" + number + ")";
        return "connection to server at \"" + host + "\"" + at + ", port " + port + " failed: ";
    }

    @Override
    public String hint() {
        return "\n\tIs the server running on that host and accepting TCP/IP connections?";
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public Socket create() {
        return new Socket();
    }

    @Override
    public void connect(Socket socket, int timeoutMillis) throws IOException {
        socket.connect(new InetSocketAddress(address, port), timeoutMillis);
        keepalives.applyTo(socket);
    }
}
