package org.barman4j.host.ssh;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.barman4j.host.Deadline;
import org.barman4j.host.ssh.SshTarget.Family;

/** Opens the socket of a connection: to the first address of the host that answers. */
final class SshSockets implements SocketFactory {
    private final SshTarget target;
    private final Deadline deadline;
    private String failure = "";

    SshSockets(SshTarget target, Deadline deadline) {
        this.target = target;
        this.deadline = deadline;
    }

    /** Why there is no socket, as OpenSSH would say it. */
    Optional<String> failure() {
        return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        IOException last = new UnknownHostException(host);
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isWanted(address)) {
                    try {
                        return connect(new InetSocketAddress(address, port));
                    } catch (IOException e) {
                        last = e;
                    }
                }
            }
        } catch (UnknownHostException e) {
            last = e;
        }
        failure = last instanceof UnknownHostException
                ? "ssh: Could not resolve hostname " + host + ": Name or service not known"
                : "ssh: connect to host " + host + " port " + port + ": " + reason(last);
        throw last;
    }

    private Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setKeepAlive(true); // as ssh does, so that a machine that is gone is noticed some day
            socket.connect(address, SshSession.timeout(target.connectTimeout(), deadline));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private boolean isWanted(InetAddress address) {
        return target.family() == Family.ANY || (target.family() == Family.INET6) == (address instanceof Inet6Address);
    }

    private static String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof SocketTimeoutException || message.contains("timed out")) {
            return "Connection timed out";
        }
        if (failure instanceof NoRouteToHostException) {
            return "No route to host";
        }
        int detail = message.indexOf(" (");
        return failure instanceof ConnectException && detail > 0 ? message.substring(0, detail) : message;
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return socket.getOutputStream();
    }
}
