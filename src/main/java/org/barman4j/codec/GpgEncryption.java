package org.barman4j.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;

/** Encryption by the program gpg, with the keys of the user that runs Barman. */
public final class GpgEncryption {
    /** How the catalogue calls it. */
    public static final String NAME = "gpg";

    private static final List<String> GPG = List.of("gpg", "--yes", "--batch", "--pinentry-mode", "loopback");
    private static final String ARMOUR = "-----BEGIN PGP MESSAGE";

    private final ServerConfig server;

    public GpgEncryption(ServerConfig server) {
        this.server = server;
    }

    /** Whether a server's files are to be encrypted. */
    public static boolean isConfigured(ServerConfig server) {
        return server.get(Options.ENCRYPTION).filter(NAME::equals).isPresent();
    }

    /**
     * Whether a file that begins like this is encrypted: with a packet that holds a session key, encrypted for a public
     * key (tag 1) or with a passphrase (tag 3). No WAL and no compressed file begins so.
     */
    public static boolean isEncrypted(byte[] start) {
        if (new String(start, StandardCharsets.ISO_8859_1).startsWith(ARMOUR)) {
            return true;
        }
        if (start.length < 4) {
            return false;
        }
        int first = start[0] & 0xFF;
        int version =
                switch (first) {
                    case 0x84, 0x8C, 0xC1, 0xC3 -> start[2];
                    case 0x85, 0x8D -> start[3];
                    default -> 0;
                };
        return version >= 3 && version <= 6;
    }

    /** The encrypted content of a file. */
    public InputStream encrypt(Path source) throws IOException {
        List<String> argv = new ArrayList<>(GPG);
        String key = server.get(Options.ENCRYPTION_KEY_ID)
                .orElseThrow(() -> new IOException("encryption = gpg needs encryption_key_id"));
        argv.addAll(List.of("--compress-level", "0", "--recipient", key, "--encrypt", "--output", "-"));
        return new Filter(argv, server.searchPath()).read(source);
    }

    /** The content of an encrypted file. */
    public InputStream decrypt(Path source) throws IOException {
        List<String> argv = new ArrayList<>(GPG);
        argv.addAll(List.of("--passphrase-fd", "0", "--decrypt", "--output", "-", "--", source.toString()));
        return new Filter(argv, server.searchPath()).read(passphrase());
    }

    private byte[] passphrase() throws IOException {
        Optional<String> command = server.get(Options.ENCRYPTION_PASSPHRASE_COMMAND);
        Filter filter = new Filter(
                List.of(
                        "sh",
                        "-c",
                        command.orElseThrow(() -> new IOException("no encryption_passphrase_command is set"))),
                server.searchPath());
        try (InputStream output = filter.read(new byte[0])) {
            return output.readAllBytes();
        }
    }
}
