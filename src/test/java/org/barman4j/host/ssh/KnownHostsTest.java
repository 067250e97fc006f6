package org.barman4j.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.barman4j.host.ssh.KnownHosts.Verdict;
import org.barman4j.io.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
    private static final String TYPE = "ssh-ed25519";

    @TempDir
    private Path directory;

    @Test
    void knowsNamesPatternsAndExceptions() throws IOException {
        KnownHosts known = read("# comment\n\npg,*.Example,!bad.example ssh-ed25519 AAAA who knows\n[pg]:2222 " + TYPE
                + " BBBB\nbroken line\n");

        assertThat(known.check("pg", TYPE, "AAAA")).isEqualTo(Verdict.KNOWN);
        assertThat(known.check("db.example", TYPE, "AAAA")).isEqualTo(Verdict.KNOWN);
        assertThat(known.check("bad.example", TYPE, "AAAA")).isEqualTo(Verdict.UNKNOWN);
        assertThat(known.check("[pg]:2222", TYPE, "BBBB")).isEqualTo(Verdict.KNOWN);
        assertThat(known.check("[pg]:2222", TYPE, "AAAA")).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void aKeyOfAnotherTypeIsNoChange() throws IOException {
        KnownHosts known = read("pg ssh-rsa AAAA\n");

        assertThat(known.check("pg", TYPE, "BBBB")).isEqualTo(Verdict.UNKNOWN);
        assertThat(known.check("pg", "ssh-rsa", "BBBB")).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void oneOfSeveralKeysIsEnough() throws IOException {
        assertThat(read("pg ssh-ed25519 AAAA\npg ssh-ed25519 BBBB\n").check("pg", TYPE, "BBBB"))
                .isEqualTo(Verdict.KNOWN);
    }

    @Test
    void aRevokedKeyIsRevokedWhereverElseItStands() throws IOException {
        assertThat(read("pg ssh-ed25519 AAAA\n@revoked * ssh-ed25519 AAAA\n").check("pg", TYPE, "AAAA"))
                .isEqualTo(Verdict.REVOKED);
    }

    /** The hash was made by {@code ssh-keygen -H}. */
    @Test
    void knowsHashesOfOpenSsh() throws IOException {
        String hash = "|1|J52/sUxOLe3K1yqLcEWJe2kUzA8=|+LkvHHp6TM+SsuUfVr1Gaf7qYd4=";

        assertThat(read(hash + " ssh-ed25519 AAAA\n").check("pg.example", TYPE, "AAAA"))
                .isEqualTo(Verdict.KNOWN);
        assertThat(read("|1|###|x ssh-ed25519 AAAA\n|2|AA|BB ssh-ed25519 AAAA\n")
                        .check("pg.example", TYPE, "AAAA"))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void knowsTheHashesItWrites() throws IOException {
        String line = KnownHost.line("[pg]:2222", true, TYPE, "AAAA");

        assertThat(line).startsWith("|1|").doesNotContain("pg");
        assertThat(read(line).check("[pg]:2222", TYPE, "AAAA")).isEqualTo(Verdict.KNOWN);
    }

    @Test
    void aNewFileIsPrivateAndALineIsALine() throws IOException {
        Path file = directory.resolve("new/.ssh/known_hosts");
        KnownHostsFile knownHosts = new KnownHostsFile(file, new LocalDisk());

        knownHosts.add("one\n");
        knownHosts.add("two\n");

        assertThat(file).hasContent("one\ntwo\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void nothingIsWrittenToADevice() throws IOException {
        new KnownHostsFile(Path.of("/dev/null"), new LocalDisk()).add("one\n");

        assertThat(KnownHosts.read(List.of(Path.of("/dev/null")), List.of()).entries())
                .isEmpty();
    }

    private KnownHosts read(String content) throws IOException {
        Path file = directory.resolve("known_hosts");
        Files.writeString(file, content);
        return KnownHosts.read(List.of(file), List.of(directory.resolve("absent")));
    }
}
