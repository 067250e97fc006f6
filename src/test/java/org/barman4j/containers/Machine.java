package org.barman4j.containers;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.barman4j.testing.Answer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;

/** A container, seen as a host: users run programs there, and its power fails. */
class Machine {
    private static final String PATIENCE_SECONDS = "180";

    private final String name;
    private final GenericContainer<?> container;

    Machine(String name, GenericContainer<?> container) {
        this.name = name;
        this.container = container;
    }

    /** What the others call it. */
    final String name() {
        return name;
    }

    /** Runs a program to its end, which has to come soon. */
    final Answer run(String user, String... words) {
        List<String> argv = new ArrayList<>(List.of("timeout", "-k", "5", PATIENCE_SECONDS));
        argv.addAll(List.of(words));
        try {
            ExecResult result = container.execInContainer(ExecConfig.builder()
                    .user(user)
                    .command(argv.toArray(String[]::new))
                    .build());
            return new Answer(result.getExitCode(), result.getStdout(), result.getStderr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + String.join(" ", words), e);
        }
    }

    /** Runs lines of shell, where the user is at home, and returns what they print. */
    final String shell(String user, String lines) {
        return run(user, "bash", "-c", "set -euo pipefail; cd ~" + user + "\n" + lines)
                .mustSucceed()
                .out()
                .strip();
    }

    /** Writes a file that everybody may read. */
    final void write(String path, String text) {
        run("root", "sh", "-c", "mkdir -p \"$(dirname \"$0\")\" && printf %s \"$1\" > \"$0\"", path, text)
                .mustSucceed();
    }

    /** The user of this host may log in to that one by a key from now on, and knows it. */
    final void trusts(String user, Machine other, String otherUser) {
        String key = shell(
                user,
                """
                mkdir -p -m 700 .ssh
                test -f .ssh/id_ed25519 || ssh-keygen -q -t ed25519 -N '' -f .ssh/id_ed25519
                cat .ssh/id_ed25519.pub""");
        other.shell(
                otherUser,
                """
                mkdir -p -m 700 .ssh
                echo '%s' >> .ssh/authorized_keys
                chmod 600 .ssh/authorized_keys"""
                        .formatted(key));
        shell(user, "ssh -o StrictHostKeyChecking=accept-new " + otherUser + "@" + other.name + " true");
    }

    /** Ends everything on it at once, as a power failure does. */
    final void kill() {
        client().killContainerCmd(container.getContainerId()).exec();
    }

    /** Turns it on again; its disks are as they were. */
    void restart() {
        client().startContainerCmd(container.getContainerId()).exec();
    }

    /** What its first process has said. */
    final String log() {
        return container.getLogs();
    }

    private static DockerClient client() {
        return DockerClientFactory.lazyClient();
    }
}
