package org.barman4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A directory of gpg's with one secret key in it, whose passphrase is {@value #PASSPHRASE}. */
public record Keyring(Path home, String user) implements AutoCloseable {
    public static final String PASSPHRASE = "secret words";

    /** Makes one with a new key. */
    public static Keyring make(Path home, String user) {
        try {
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Keyring keyring = new Keyring(home, user);
        keyring.run(
                "gpg",
                "--batch",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                PASSPHRASE,
                "--quick-generate-key",
                user,
                "default",
                "default",
                "never");
        return keyring;
    }

    /** What a server's configuration needs to encrypt with it. */
    public String settings() {
        return "encryption = gpg\nencryption_key_id = " + user + "\nencryption_passphrase_command = printf '"
                + PASSPHRASE + "'\n";
    }

    private void run(String... words) {
        ProgramCall.of(Path.of("/usr/bin/env"))
                .words(List.of(words))
                .with("GNUPGHOME", home)
                .run()
                .mustSucceed();
    }

    /** Ends gpg's agent. */
    @Override
    public void close() {
        run("gpgconf", "--homedir", home.toString(), "--kill", "all");
    }
}
