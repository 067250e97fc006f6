package org.barman4j.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.host.Command;
import org.barman4j.host.CommandFailedException;
import org.barman4j.host.LocalHost;

/** Whether backups can be encrypted as configured. Nothing is shown where no encryption is. */
final class EncryptionCheck implements Check {
    private static final String LABEL = "encryption";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void run(CheckedServer server, CheckLog log) {
        Optional<String> encryption = server.config().get(Options.ENCRYPTION);
        if (encryption.isEmpty()) {
            return;
        }
        String objection = objection(server.config(), encryption.get());
        if (!objection.isEmpty()) {
            log.failed(LABEL, objection, "Correct these options in the configuration of " + server.name() + ".");
        } else if (works(server)) {
            log.passed(LABEL, "encryption test succeeded");
        } else {
            log.failed(
                    LABEL,
                    "encryption test failed. Check the log file for more details",
                    "See whether the key is there and trusted: gpg --list-keys "
                            + server.config().get(Options.ENCRYPTION_KEY_ID).orElse(""));
        }
    }

    private static String objection(ServerConfig config, String encryption) {
        if (!encryption.equals("gpg")) {
            return "Invalid encryption option: " + encryption;
        }
        if (config.get(Options.ENCRYPTION_KEY_ID).isEmpty()) {
            return "Encryption is set as gpg, but encryption_key_id is unset";
        }
        if (!config.hasStreamedBackups()) {
            return "Encryption is set as gpg, but backup_method != postgres";
        }
        if (config.get(Options.BACKUP_COMPRESSION).isEmpty()) {
            return "Encryption is set as gpg, but backup_compression is unset";
        }
        boolean tar = config.get(Options.BACKUP_COMPRESSION_FORMAT)
                .filter("tar"::equals)
                .isPresent();
        return tar ? "" : "Encryption is set as gpg, but backup_compression_format != tar";
    }

    private static boolean works(CheckedServer server) {
        String key = server.config().get(Options.ENCRYPTION_KEY_ID).orElseThrow();
        List<String> argv = List.of(
                "gpg", "--batch", "--yes", "--recipient", key, "--output", "/dev/null", "--encrypt", "/dev/null");
        try {
            Command command = new Command(argv, Map.of("PATH", server.config().searchPath()), PATIENCE);
            return new LocalHost().run(command).succeeded();
        } catch (CommandFailedException e) {
            return false;
        }
    }
}
