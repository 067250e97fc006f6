package org.barman4j.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.LocalHost;
import org.barman4j.io.LocalDisk;
import org.barman4j.testing.Eventually;
import org.junit.jupiter.api.Test;

class SshHostIT extends RemoteHostContract {
    @Override
    protected RemoteHost open(String sshCommand, SshEnvironment environment) {
        RemoteHost host = new SshHosts(environment, new LocalDisk()).open(sshCommand, "pg");
        assertThat(host).isInstanceOf(SshHost.class);
        return host;
    }

    @Test
    void manyCommandsShareOneConnection() {
        String first = sh("echo $SSH_CLIENT").output();

        for (int i = 0; i < 30; i++) {
            assertThat(sh("echo $SSH_CLIENT").output()).isEqualTo(first);
        }
    }

    /** sshd passes signals on only where it gives up its privileges, so root has to become somebody. */
    @Test
    void aCommandOutOfTimeIsEndedOverThere() throws Exception {
        String user = System.getProperty("user.name").equals("root") ? "postgres" : System.getProperty("user.name");
        assumeThat(new LocalHost().run(Command.of("id", user)).succeeded())
                .as("there is a user " + user)
                .isTrue();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        String marker = "600." + ProcessHandle.current().pid();

        try (RemoteHost remote = open(sshd.sshCommand("-l", user))) {
            assertThat(remote.run(Command.of("id", "-un")).output().strip()).isEqualTo(user);
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> remote.run(Command.of("sleep", marker).within(Duration.ofSeconds(1))))
                    .withMessage("'sleep' on pg did not end within 1 seconds");
            Eventually.holds("the command ends", () -> !isRunning("sleep " + marker));
        }
    }

    private static boolean isRunning(String commandLine) {
        return new LocalHost().run(Command.of("pgrep", "-xf", commandLine)).succeeded();
    }

    @Test
    void aKnownHostsFileWithoutALineEndIsContinuedInALineOfItsOwn() {
        sshd.write("known_hosts", "# no line end");

        greet();

        assertThat(sshd.read("known_hosts"))
                .isEqualTo("# no line end\n" + sshd.knownName() + " " + sshd.publicKey("host_key") + "\n");
    }

    @Test
    void moreCommandsThanTheServerAllowsAtOnceWaitForEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(25);
        try {
            List<Callable<CommandResult>> calls = Collections.nCopies(25, () -> sh("sleep 0.3; echo done"));

            for (Future<CommandResult> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(new CommandResult(0, "done\n", ""));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aServerThatAllowsOneCommandAtATimeGetsOneAtATime() {
        sshd.stop();
        sshd.run("MaxSessions 1");

        for (int i = 0; i < 20; i++) {
            assertThat(sh("echo done")).isEqualTo(new CommandResult(0, "done\n", ""));
        }
    }

    @Test
    void theKeyThatFitsIsFoundAmongOthers() {
        sshd.generateKey("stranger", "ecdsa", "");
        sshd.generateKey("other", "rsa", "");
        sshd.configureClients(
                "IdentityFile " + sshd.file("stranger"),
                "IdentityFile " + sshd.file("absent"),
                "IdentityFile " + sshd.file("other"),
                "IdentityFile " + sshd.file("id_ed25519"));

        assertThat(greet()).isEqualTo(new CommandResult(0, "hello\n", ""));
    }

    @Test
    void tooManyWrongKeysAreToldAsTheServerTellsIt() {
        sshd.stop();
        sshd.run("MaxAuthTries 1");
        sshd.generateKey("stranger", "ed25519", "");
        sshd.generateKey("other", "ed25519", "");
        sshd.configureClients("IdentityFile " + sshd.file("stranger"), "IdentityFile " + sshd.file("other"));

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints()).contains("Too many authentication failures");
    }

    @Test
    void noThreadKeepsTheProgramFromEnding() {
        sh("true");

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().contains("session"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void theAgentIsFoundByItsVariable() throws Exception {
        sshd.generateKey("secret", "ed25519", "");
        sshd.authorize("secret");
        try (SshAgent agent = SshAgent.start(directory.resolve("agent"))) {
            agent.add(sshd.file("secret"));
            Files.delete(sshd.file("secret"));
            Files.delete(sshd.file("secret.pub"));
            sshd.write(
                    "client_config",
                    "UserKnownHostsFile " + sshd.file("known_hosts") + "\nGlobalKnownHostsFile none\n");

            SshEnvironment environment =
                    environment(Map.of("SSH_AUTH_SOCK", agent.socket().toString()));
            try (RemoteHost remote = open(sshd.sshCommand(), environment)) {
                assertThat(remote.run(Command.of("true"))).isEqualTo(new CommandResult(0, "", ""));
            }
        }
    }

    @Test
    void theUsersOwnFilesAreFoundAtHome() throws Exception {
        Files.createDirectories(directory.resolve("home/.ssh"));
        sshd.generateKey("home/.ssh/id_ed25519", "ed25519", "");
        sshd.authorize("home/.ssh/id_ed25519");
        sshd.write("home/.ssh/config", "Host pg\nHostName 127.0.0.1\nPort " + sshd.port() + "\n");

        try (RemoteHost remote = open("ssh pg")) {
            assertThat(remote.run(Command.of("true"))).isEqualTo(new CommandResult(0, "", ""));
        }
        assertThat(sshd.read("home/.ssh/known_hosts")).startsWith(sshd.knownName() + " ssh-ed25519 ");
    }

    @Test
    void aKeyWithAPassphraseIsNamed() {
        sshd.generateKey("secret", "ed25519", "words to remember");
        sshd.configureClients("IdentityFile " + sshd.file("secret"));

        assertThat(greet().complaints())
                .contains("Load key \"" + sshd.file("secret") + "\": it needs a passphrase, and no agent holds it");
    }

    @Test
    void aBannerBeforeTheLogInIsNotTakenForAComplaint() {
        sshd.write("banner", "Authorised use only\n");
        sshd.stop();
        sshd.run("Banner " + sshd.file("banner"));

        assertThat(greet().complaints()).isEmpty();
    }
}
