package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ports of the loopback address for what a real server does only now and then: one takes connections and never says a
 * word, one hangs up at the first, one says without TLS that it is starting up.
 */
public final class SilentServer implements AutoCloseable {
    /** The length of the message that asks for TLS. */
    private static final int SSL_REQUEST = 8;

    private final ServerSocket silent = listen();
    private final ServerSocket closing = listen();
    private final ServerSocket starting = listen();
    private final List<Socket> held = new CopyOnWriteArrayList<>();

    public SilentServer() {
        start(() -> held.add(silent.accept()));
        start(this::hangUp);
        start(this::refuse);
    }

    public int port() {
        return silent.getLocalPort();
    }

    public int closingPort() {
        return closing.getLocalPort();
    }

    public int startingPort() {
        return starting.getLocalPort();
    }

    private void refuse() throws IOException {
        try (Socket socket = starting.accept()) {
            byte[] message = new byte[1000];
            if (socket.getInputStream().read(message) == SSL_REQUEST) {
                socket.getOutputStream().write('N');
                socket.getInputStream().read(message);
            }
            String fields = "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
            ByteBuffer answer = ByteBuffer.allocate(5 + fields.length());
            answer.put((byte) 'E').putInt(4 + fields.length()).put(fields.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(answer.array());
        }
    }

    private void hangUp() throws IOException {
        try (Socket socket = closing.accept()) {
            socket.getInputStream().read(new byte[1000]);
        }
    }

    private static void start(Step step) {
        Thread thread = new Thread(() -> repeat(step));
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("InfiniteLoopStatement") // ends when the socket is closed
    private static void repeat(Step step) {
        try {
            while (true) {
                step.run();
            }
        } catch (IOException e) {
            return;
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        silent.close();
        closing.close();
        starting.close();
        for (Socket socket : held) {
            socket.close();
        }
    }
}
