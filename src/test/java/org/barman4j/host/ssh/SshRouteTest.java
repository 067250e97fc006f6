package org.barman4j.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.barman4j.host.ssh.SshTarget.HostKeyPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshRouteTest {
    private static final List<String> BATCH = List.of("-o", "BatchMode=yes");

    @TempDir
    private Path directory;

    @Test
    void whereNothingIsConfiguredASessionHasTheDefaultsOfSsh() {
        SshRoute route = route("ssh pg");

        assertThat(route.doubts()).isEmpty();
        assertThat(route.options()).containsExactly("-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=accept-new");
        SshTarget target = route.target();
        assertThat(target.host()).isEqualTo("pg");
        assertThat(target.port()).isEqualTo(22);
        assertThat(target.user()).isEqualTo("barman");
        assertThat(target.policy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
        assertThat(target.knownHosts()).containsExactly(home(".ssh/known_hosts"), home(".ssh/known_hosts2"));
        assertThat(target.identities()).contains(home(".ssh/id_ed25519"), home(".ssh/id_rsa"));
    }

    @Test
    void theFirstValueCountsFromCommandLineToUserToSystem() throws IOException {
        write("home/.ssh/config", "host p?\n  port 1\n  HostName=%h.example\n  User \"a b\"\nHost * !pg\n  Port 2\n");
        write("etc/ssh_config", "Port 3\nConnectTimeout 7\nUser c\n");

        SshTarget target = route("ssh -l me pg").target();

        assertThat(target.user()).isEqualTo("me");
        assertThat(target.port()).isEqualTo(1);
        assertThat(target.host()).isEqualTo("pg.example");
        assertThat(target.connectTimeout()).hasSeconds(7);
        assertThat(route("ssh -p 9 pg").target().port()).isEqualTo(9);
        assertThat(route("ssh other").target().port()).isEqualTo(2);
    }

    @Test
    void includedFilesCountInOrderAndInTheirBlock() throws IOException {
        write("home/.ssh/config", "Include conf.d/*.conf ~/more\nHost other\nInclude for-other\n");
        write("home/.ssh/conf.d/b.conf", "Host pg\nPort 2\n");
        write("home/.ssh/conf.d/a.conf", "Host pg\nPort 1\n");
        write("home/.ssh/conf.d/.hidden.conf", "Port 66\n");
        write("home/more", "User more\n");
        write("home/.ssh/for-other", "ConnectTimeout 4\n");

        SshTarget target = route("ssh pg").target();

        assertThat(target.port()).isEqualTo(1);
        assertThat(target.user()).isEqualTo("more");
        assertThat(target.connectTimeout()).isZero();
        assertThat(route("ssh other").target().connectTimeout()).hasSeconds(4);
    }

    @Test
    void theConfigurationOfDistributionsIsNoReasonToSpawn() throws IOException {
        write(
                "etc/ssh_config",
                "Include conf.d/*.conf\nHost *\n  SendEnv LANG LC_*\n  HashKnownHosts yes\n"
                        + "  GSSAPIAuthentication yes\n");
        write(
                "etc/conf.d/redhat.conf",
                "Match final all\n  Ciphers aes256-gcm@openssh.com\n"
                        + "  GSSAPIAuthentication yes\n  ForwardX11Trusted yes\n");

        SshRoute route = route("ssh pg");

        assertThat(route.doubts()).isEmpty();
        assertThat(route.target().hashNames()).isTrue();
        assertThat(route.target().algorithms()).extracting(SshDirective::value).contains("aes256-gcm@openssh.com");
    }

    @Test
    void aTicketMakesGssapiMatter() throws IOException {
        write("etc/ssh_config", "GSSAPIAuthentication yes\n");

        assertThat(route("ssh pg", Map.of("KRB5CCNAME", "KEYRING:x")).isSession())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProxyCommand nc %h %p",
                "ProxyJump bastion",
                "ControlMaster auto",
                "ControlPath ~/.ssh/%C",
                "GSSAPIAuthentication yes",
                "PKCS11Provider /lib/x.so",
                "SecurityKeyProvider internal",
                "CertificateFile ~/.ssh/cert",
                "Match exec true\nUser x",
                "Match host pg\nUser x",
                "Ciphers aes128-ctr",
                "KexAlgorithms +diffie-hellman-group1-sha1",
                "ForwardAgent yes",
                "RequestTTY yes",
                "RemoteCommand ls",
                "BatchMode no",
                "NoSuchOption yes",
                "Port ssh",
                "ConnectTimeout 1m",
                "HostName %C",
                "IdentityFile ${KEYS}/id",
                "IdentityFile ~other/id",
                "IdentityFile ~/%L",
                "StrictHostKeyChecking maybe",
                "PubkeyAuthentication no",
                "PreferredAuthentications password",
                "SetEnv A=b",
                "SendEnv SECRET",
                "User \"unclosed",
                "Include /*/x"
            })
    void whateverASessionLacksIsSpawned(String lines) throws IOException {
        write("home/.ssh/config", lines + "\n");

        assertThat(route("ssh pg").doubts()).isNotEmpty();
    }

    @Test
    void blocksOfOtherHostsDoNotMatter() throws IOException {
        write("home/.ssh/config", "Host elsewhere\n  ProxyJump bastion\nHost pg\n  ProxyJump none\n");

        assertThat(route("ssh pg").doubts()).isEmpty();
        assertThat(route("ssh elsewhere").doubts()).isNotEmpty();
    }

    @Test
    void keysThatASessionCannotUseAreSpawned() throws IOException {
        write("home/.ssh/id_ed25519-cert.pub", "");
        assertThat(route("ssh pg").doubts()).hasSize(1);
        assertThat(route("ssh -i ~/.ssh/other pg").doubts()).isEmpty();

        write("home/.ssh/id_ecdsa_sk", "");
        assertThat(route("ssh pg").doubts()).hasSize(2);
    }

    @Test
    void anAuthorityForTheHostIsSpawned() throws IOException {
        write("home/.ssh/known_hosts", "@cert-authority *.example ssh-ed25519 AAAA\n");

        assertThat(route("ssh pg.example").isSession()).isFalse();
        assertThat(route("ssh pg").isSession()).isTrue();
    }

    @Test
    void theUsersPolicyForHostKeysStays() throws IOException {
        assertThat(route("ssh -o StrictHostKeyChecking=no pg").options()).isEqualTo(BATCH);
        assertThat(route("ssh -o StrictHostKeyChecking=no pg").target().policy())
                .isEqualTo(HostKeyPolicy.ANY);

        write("home/.ssh/config", "StrictHostKeyChecking ask\n");
        assertThat(route("ssh pg").options()).isEqualTo(BATCH);
        assertThat(route("ssh pg").target().policy()).isEqualTo(HostKeyPolicy.STRICT);

        write("home/.ssh/config", "Match exec true\nStrictHostKeyChecking yes\n");
        assertThat(route("ssh pg").options()).isEqualTo(BATCH);
    }

    @Test
    void otherProgramsKeepTheirOwnPolicy() {
        assertThat(route("sudo -u postgres ssh pg").options()).isEqualTo(BATCH);
    }

    @Test
    void anotherConfigurationFileStandsForBoth() throws IOException {
        write("home/.ssh/config", "Port 1\n");
        write("etc/ssh_config", "User b\n");
        write("mine", "ConnectTimeout 3\n");

        SshTarget target = route("ssh -F " + directory.resolve("mine") + " pg").target();

        assertThat(target.port()).isEqualTo(22);
        assertThat(target.user()).isEqualTo("barman");
        assertThat(target.connectTimeout()).hasSeconds(3);
        assertThat(route("ssh -F none pg").doubts()).isEmpty();
        assertThat(route("ssh -F /nowhere pg").doubts()).isNotEmpty();
    }

    @Test
    void filesThatIncludeThemselvesEnd() throws IOException {
        write("home/.ssh/config", "Include config\nPort 5\n");

        assertThat(route("ssh pg").isSession()).isFalse();
    }

    private SshRoute route(String command) {
        return route(command, Map.of());
    }

    private SshRoute route(String command, Map<String, String> variables) {
        SshEnvironment environment =
                new SshEnvironment(directory.resolve("home"), "barman", directory.resolve("etc"), variables);
        return SshRoute.of(SshCommand.parse(command), environment);
    }

    private Path home(String name) {
        return directory.resolve("home").resolve(name);
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
