package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The system's {@code sshd} on a free port of the loopback, with keys and known hosts of its own in one directory, and a
 * configuration file for clients that makes them use nothing else.
 */
public final class SshdFixture implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final String HOST = "127.0.0.1";

    private final Path directory;
    private final int port;
    private Process process;

    private SshdFixture(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Starts a server with an ed25519 host key that clients know, and an ed25519 key that lets them in. */
    public static SshdFixture start(Path directory, String... serverOptions) {
        SshdFixture fixture = new SshdFixture(directory, freePort());
        fixture.generateKey("host_key", "ed25519", "");
        fixture.generateKey("id_ed25519", "ed25519", "");
        fixture.authorize("id_ed25519");
        fixture.write("known_hosts", fixture.knownName() + " " + fixture.publicKey("host_key") + "\n");
        fixture.configureClients("IdentityFile " + fixture.file("id_ed25519"));
        fixture.run(serverOptions);
        return fixture;
    }

    /** Writes the clients' configuration anew: the known hosts of this directory, no agent, and the given lines. */
    public void configureClients(String... lines) {
        write(
                "client_config",
                "Host *\nUserKnownHostsFile " + file("known_hosts")
                        + "\nGlobalKnownHostsFile none\nIdentitiesOnly yes\n" + String.join("\n", lines) + "\n");
    }

    /**
     * Starts the server, perhaps again, with these lines on top of its configuration. Its users are at home in this
     * directory, because a shell may read files at home that take their time or print something.
     */
    public void run(String... options) {
        write(
                "sshd_config",
                String.join("\n", options)
                        + """

                        Port %d
                        ListenAddress %s
                        HostKey %s
                        PidFile none
                        AuthorizedKeysFile %s
                        StrictModes no
                        UsePAM no
                        PasswordAuthentication no
                        KbdInteractiveAuthentication no
                        MaxStartups 100
                        SetEnv HOME=%s
                        """
                                .formatted(port, HOST, file("host_key"), file("authorized_keys"), directory));
        try {
            Files.createDirectories(Path.of("/run/sshd")); // sshd insists on it when root starts it
            process = new ProcessBuilder(
                            PROGRAM.toString(),
                            "-D",
                            "-e",
                            "-f",
                            file("sshd_config").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(file("sshd.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Eventually.holds("sshd listens on port " + port, this::listens);
    }

    /** The command that reaches the server, with options before the destination. */
    public String sshCommand(String... options) {
        return "ssh -F " + file("client_config") + " -p " + port + " " + String.join(" ", options)
                + (options.length == 0 ? "" : " ") + System.getProperty("user.name") + "@" + HOST;
    }

    public int port() {
        return port;
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** How a file of known hosts names the server. */
    public String knownName() {
        return "[" + HOST + "]:" + port;
    }

    /** Makes a key pair, replacing one of the same name. */
    public void generateKey(String name, String type, String passphrase) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        call(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                "test",
                "-f",
                file(name).toString());
    }

    /** Lets in whoever has one of these keys, and nobody else. */
    public void authorize(String... names) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            lines.append(publicKey(name)).append('\n');
        }
        write("authorized_keys", lines.toString());
    }

    /** Type and key, without a comment. */
    public String publicKey(String name) {
        String[] fields = read(name + ".pub").split(" ", -1);
        return fields[0] + " " + fields[1];
    }

    public void write(String name, String content) {
        try {
            Files.writeString(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name) {
        return SmallHome.read(file(name));
    }

    /** Ends the server and what it started for its clients. */
    public void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        end(process.toHandle());
        children.forEach(SshdFixture::end);
    }

    /** Has the server and what it started take no notice of anything, or go on. */
    public void freeze(boolean frozen) {
        String signal = frozen ? "-STOP" : "-CONT";
        call("kill", signal, "" + process.pid());
        process.descendants()
                .forEach(each -> call("sh", "-c", "kill " + signal + " " + each.pid() + " || :")); // it may end
    }

    @Override
    public void close() {
        stop();
    }

    private static void end(ProcessHandle handle) {
        handle.destroyForcibly();
        try {
            handle.onExit().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("process " + handle.pid() + " does not end", e);
        }
    }

    private static void call(String... argv) {
        try {
            Process call = new ProcessBuilder(argv).redirectErrorStream(true).start();
            call.getOutputStream().close();
            String said = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (call.waitFor() != 0) {
                throw new IllegalStateException(argv[0] + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("sshd has ended: " + read("sshd.log"));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
