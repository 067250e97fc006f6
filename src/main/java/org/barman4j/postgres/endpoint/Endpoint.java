package org.barman4j.postgres.endpoint;

import java.io.IOException;
import java.net.Socket;

/** One place where a server may listen. */
public interface Endpoint {
    /** What libpq writes before each reason why a connection failed. */
    String failurePrefix();

    /** What libpq writes behind the reason why nothing could be reached. */
    String hint();

    /** The name by which a person knows the host. */
    String host();

    int port();

    /** Whether it is a socket of the file system, where TLS is never spoken. */
    boolean isLocal();

    /** A socket that is not connected yet. */
    Socket create() throws IOException;

    /** Connects a socket made by {@link #create}; no limit if the time is 0. */
    void connect(Socket socket, int timeoutMillis) throws IOException;
}
