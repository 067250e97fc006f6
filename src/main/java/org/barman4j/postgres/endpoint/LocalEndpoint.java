package org.barman4j.postgres.endpoint;

import java.io.IOException;
import java.net.Socket;

/**
 * A Unix-domain socket.
 *
 * @param directory where its file is; with {@code @} before it, a name in the abstract namespace
 */
public record LocalEndpoint(String directory, int port) implements Endpoint {
    /** What fits into a socket address of Linux. */
    public static final int LONGEST_PATH = 107;

    /** The path of the socket as libpq writes it. */
    public String path() {
        return directory + "/.s.PGSQL." + port;
    }

    @Override
    public String failurePrefix() {
        return "connection to server on socket \"" + path() + "\" failed: ";
    }

    @Override
    public String hint() {
        return "\n\tIs the server running locally and accepting connections on that socket?";
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public Socket create() throws IOException {
        return UnixSockets.create();
    }

    @Override
    public void connect(Socket socket, int timeoutMillis) throws IOException {
        UnixSockets.connect(socket, path(), timeoutMillis);
    }
}
