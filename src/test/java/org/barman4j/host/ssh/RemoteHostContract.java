package org.barman4j.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.CommandResult;
import org.barman4j.host.Host;
import org.barman4j.testing.Eventually;
import org.barman4j.testing.HostContract;
import org.barman4j.testing.SshdFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both routes to another machine have in common, beyond what every host does. */
abstract class RemoteHostContract extends HostContract {
    private static final Command GREETING = Command.of("echo", "hello");
    private static final CommandResult GREETED = new CommandResult(0, "hello\n", "");

    @TempDir
    protected Path directory;

    protected SshdFixture sshd;
    private RemoteHost host;

    /** The host that a command reaches by the route under test. */
    protected abstract RemoteHost open(String sshCommand, SshEnvironment environment);

    @BeforeEach
    final void startServer() {
        sshd = SshdFixture.start(directory);
        host = open(sshd.sshCommand());
    }

    @AfterEach
    final void stopServer() {
        host.close();
        sshd.close();
    }

    @Override
    protected Host host() {
        return host;
    }

    protected final RemoteHost open(String sshCommand) {
        return open(sshCommand, environment(Map.of()));
    }

    /** An environment without the files of the user who runs the tests. */
    protected final SshEnvironment environment(Map<String, String> variables) {
        return new SshEnvironment(
                directory.resolve("home"), System.getProperty("user.name"), directory.resolve("etc"), variables);
    }

    protected final CommandResult greet(String... options) {
        try (RemoteHost remote = open(sshd.sshCommand(options))) {
            return remote.run(GREETING);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsToldToStopDoesNotWaitForAHostThatDoesNotAnswer(boolean connected) throws Exception {
        if (connected) {
            greet(host);
        }
        AtomicReference<Exception> ended = new AtomicReference<>();
        AtomicBoolean told = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            try {
                host.run(GREETING);
            } catch (CommandFailedException e) {
                ended.set(e);
            }
            told.set(Thread.interrupted());
        });
        sshd.freeze(true);
        try {
            caller.start();
            caller.join(1000);
            assertThat(caller.isAlive()).isTrue();
            caller.interrupt();
            caller.join(15_000);
            assertThat(caller.isAlive()).isFalse();
            Thread closer = new Thread(host::close);
            closer.start();
            closer.join(5000);
            assertThat(closer.isAlive()).isFalse();
        } finally {
            sshd.freeze(false);
        }
        assertThat(ended.get()).hasMessageContaining("interrupted");
        assertThat(told).isTrue();
        greet(host);
    }

    private static void greet(RemoteHost remote) {
        assertThat(remote.run(GREETING)).isEqualTo(GREETED);
    }

    @Test
    void aMissingProgramHasTheStatusOfTheShell() {
        CommandResult result = host().run(Command.of("no-such-program"));

        assertThat(result.status()).isEqualTo(127);
        assertThat(result.complaints()).contains("no-such-program");
    }

    @Test
    void programsWithOddNamesAreNotTakenForShellSyntaxOrOptions() {
        assertThat(host().run(Command.of("if", "true")).status()).isEqualTo(127);
        assertThat(host().run(Command.of("-n", "true")).status()).isEqualTo(127);
        assertThat(host().run(Command.of("a=b", "true")).status()).isEqualTo(127);
    }

    @Test
    void aRefusedConnectionEndsWith255() {
        sshd.stop();

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints().strip())
                .isEqualTo("ssh: connect to host 127.0.0.1 port " + sshd.port() + ": Connection refused");
    }

    @Test
    void anUnknownHostNameEndsWith255() {
        try (RemoteHost remote = open("ssh -F " + sshd.file("client_config") + " nobody.invalid")) {
            CommandResult result = remote.run(GREETING);

            assertThat(result.status()).isEqualTo(255);
            assertThat(result.complaints()).startsWith("ssh: Could not resolve hostname nobody.invalid: ");
        }
    }

    @Test
    void aChangedHostKeyIsRefused() {
        sshd.generateKey("other_key", "ed25519", "");
        sshd.write("known_hosts", sshd.knownName() + " " + sshd.publicKey("other_key") + "\n");

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints())
                .contains("REMOTE HOST IDENTIFICATION HAS CHANGED!")
                .contains(sshd.file("known_hosts") + ":1")
                .contains("Host key verification failed.");
    }

    @Test
    void aRevokedHostKeyIsRefused() {
        sshd.write("known_hosts", "@revoked * " + sshd.publicKey("host_key") + "\n" + sshd.read("known_hosts"));

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints()).contains("revoked").contains("Host key verification failed.");
    }

    @Test
    void anUnknownHostKeyIsRefusedWhereTheUserIsStrict() {
        sshd.write("known_hosts", "");
        sshd.configureClients("IdentityFile " + sshd.file("id_ed25519"), "StrictHostKeyChecking yes");

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints()).contains("host key is known for").contains("Host key verification failed.");
        assertThat(sshd.read("known_hosts")).isEmpty();
    }

    @Test
    void anUnknownHostKeyIsNotedOnceWhereNothingIsConfigured() {
        sshd.write("known_hosts", "# none yet\n");

        assertThat(greet().status()).isZero();
        assertThat(greet()).isEqualTo(GREETED);

        assertThat(sshd.read("known_hosts").lines())
                .containsExactly("# none yet", sshd.knownName() + " " + sshd.publicKey("host_key"));
    }

    @Test
    void hashedNamesAreWrittenAndFound() {
        sshd.write("known_hosts", "");
        sshd.configureClients("IdentityFile " + sshd.file("id_ed25519"), "HashKnownHosts yes");
        assertThat(greet().status()).isZero();
        assertThat(sshd.read("known_hosts")).startsWith("|1|").hasLineCount(1);

        sshd.configureClients("IdentityFile " + sshd.file("id_ed25519"), "StrictHostKeyChecking yes");
        assertThat(greet()).isEqualTo(GREETED);
    }

    @Test
    void aKeyThatNobodyKnowsIsRefused() {
        sshd.generateKey("stranger", "ed25519", "");
        sshd.configureClients("IdentityFile " + sshd.file("stranger"));

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints().strip())
                .isEqualTo(System.getProperty("user.name") + "@127.0.0.1: Permission denied (publickey).");
    }

    @Test
    void aKeyWithAPassphraseFailsWithoutAsking() {
        sshd.generateKey("secret", "ed25519", "words to remember");
        sshd.authorize("secret");
        sshd.configureClients("IdentityFile " + sshd.file("secret"));

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints()).contains("Permission denied (publickey).");
    }

    @Test
    void everyKindOfKeyLetsIn() {
        for (String type : new String[] {"ed25519", "ecdsa", "rsa"}) {
            sshd.generateKey("of_" + type, type, "");
            sshd.authorize("of_" + type);
            sshd.configureClients("IdentityFile " + sshd.file("of_" + type));

            assertThat(greet()).as(type).isEqualTo(GREETED);
        }
    }

    @Test
    void everyKindOfHostKeyIsKnownAgain() {
        for (String type : new String[] {"ecdsa", "rsa"}) {
            sshd.stop();
            sshd.generateKey("host_key", type, "");
            sshd.write("known_hosts", "");
            sshd.run();

            assertThat(greet().status()).as(type).isZero();
            assertThat(greet("-o", "StrictHostKeyChecking=yes")).as(type).isEqualTo(GREETED);
        }
    }

    @Test
    void aKeyThatOthersCanReadIsIgnored() throws IOException {
        assertThat(sshd.file("id_ed25519").toFile().setReadable(true, false)).isTrue();

        CommandResult result = greet();

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints()).contains("are too open").contains("Permission denied (publickey).");
    }

    @Test
    void theAgentSignsForAKeyWithAPassphrase() throws IOException {
        sshd.generateKey("secret", "ed25519", "");
        sshd.authorize("secret");
        try (SshAgent agent = SshAgent.start(directory.resolve("agent"))) {
            agent.add(sshd.file("secret"));
            sshd.generateKey("id_ed25519", "ed25519", "");
            sshd.file("secret").toFile().delete(); // the public key stays, to say which one of the agent's
            sshd.configureClients("IdentityAgent " + agent.socket(), "IdentityFile " + sshd.file("secret"));

            assertThat(greet()).isEqualTo(GREETED);
        }
    }

    @Test
    void aBlockOfTheConfigurationFileNamesHostPortAndUser() {
        String block =
                """
                Host db*
                  HostName 127.0.0.1
                  Port %d
                  User %s
                  HostKeyAlias the-database
                  IdentityFile %s
                Host *
                  User nobody
                  Port 1
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile none
                """
                        .formatted(
                                sshd.port(),
                                System.getProperty("user.name"),
                                sshd.file("id_ed25519"),
                                sshd.file("known_hosts"));
        sshd.write("client_config", block);
        sshd.write("known_hosts", "");

        try (RemoteHost remote = open("ssh -F " + sshd.file("client_config") + " db1")) {
            assertThat(remote.run(GREETING).output()).isEqualTo("hello\n");
        }
        assertThat(sshd.read("known_hosts")).isEqualTo("the-database " + sshd.publicKey("host_key") + "\n");
    }

    @Test
    void compressionAndQuietnessDoNoHarm() {
        assertThat(greet("-C", "-q", "-4", "-T", "-x")).isEqualTo(GREETED);
    }

    @Test
    void aServerThatSaysNothingHitsTheTimeoutForConnecting() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                RemoteHost remote = open("ssh -F " + sshd.file("client_config") + " -o ConnectTimeout=1 -p "
                        + silent.getLocalPort() + " 127.0.0.1")) {
            CommandResult result = remote.run(GREETING);

            assertThat(result.status()).isEqualTo(255);
            assertThat(result.complaints()).contains("timed out");
        }
    }

    @Test
    void aServerThatSaysNothingHitsTheTimeoutOfTheCommand() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                RemoteHost remote =
                        open("ssh -F " + sshd.file("client_config") + " -p " + silent.getLocalPort() + " 127.0.0.1")) {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> remote.run(GREETING.within(Duration.ofSeconds(1))));
        }
    }

    @Test
    void aConnectionLostDuringACommandEndsWith255() {
        Thread killer = new Thread(() -> {
            SshdFixture running = sshd;
            Eventually.holds(
                    "the command runs", () -> running.file("started").toFile().exists());
            running.stop();
        });
        killer.start();

        CommandResult result = sh("touch " + sshd.file("started") + "; sleep 30");

        assertThat(result.status()).isEqualTo(255);
        assertThat(result.complaints()).contains("127.0.0.1").contains("closed by remote host");
    }

    @Test
    void aServerThatCameBackIsReachedAgain() {
        assertThat(host().run(GREETING)).isEqualTo(GREETED);
        sshd.stop();
        assertThat(host().run(GREETING).status()).isEqualTo(255);
        sshd.run();

        assertThat(host().run(GREETING)).isEqualTo(GREETED);
    }

    @Test
    void whatTheShellPrintsByItselfIsKept() {
        sshd.stop();
        sshd.run("ForceCommand echo welcome; eval \"$SSH_ORIGINAL_COMMAND\"");

        assertThat(host().run(GREETING)).isEqualTo(new CommandResult(0, "welcome\nhello\n", ""));
    }
}
