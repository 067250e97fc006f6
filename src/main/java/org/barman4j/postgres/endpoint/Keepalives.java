package org.barman4j.postgres.endpoint;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * How TCP finds out that the other side is gone; 0 leaves a number to the operating system.
 *
 * @param idle seconds of silence before the first probe
 * @param interval seconds between probes
 * @param count probes without an answer before the connection is given up
 */
public record Keepalives(boolean enabled, int idle, int interval, int count) {
    void applyTo(Socket socket) throws IOException {
        socket.setKeepAlive(enabled);
        if (enabled) {
            set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, idle);
            set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, interval);
            set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, count);
        }
    }

    private static void set(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (value > 0 && socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }
}
