package org.barman4j.host.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.testing.Eventually;

/** The system's {@code ssh-agent}, with a socket in a place of its own. */
final class SshAgent implements AutoCloseable {
    private final Process process;
    private final Path socket;

    private SshAgent(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    static SshAgent start(Path socket) throws IOException {
        Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Eventually.holds("the agent listens", () -> Files.exists(socket));
        return new SshAgent(process, socket);
    }

    void add(Path key) {
        ProcessBuilder builder = new ProcessBuilder("ssh-add", "-q", key.toString());
        builder.environment().put("SSH_AUTH_SOCK", socket.toString());
        try {
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException("the agent refuses " + key);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
