package org.barman4j.postgres.endpoint;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** Sockets of the file system as java.net sockets, by junixsocket; apart so that it loads only when one is needed. */
final class UnixSockets {
    private UnixSockets() {}

    static Socket create() throws IOException {
        return AFUNIXSocket.newInstance();
    }

    static void connect(Socket socket, String path, int timeoutMillis) throws IOException {
        AFUNIXSocketAddress address = path.startsWith("@")
                ? AFUNIXSocketAddress.inAbstractNamespace(path.substring(1))
                : AFUNIXSocketAddress.of(new File(path));
        socket.connect(address, timeoutMillis);
    }
}
