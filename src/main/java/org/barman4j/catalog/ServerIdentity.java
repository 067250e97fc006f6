package org.barman4j.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;
import org.barman4j.text.JsonInput;
import org.barman4j.text.JsonText;

/**
 * Which PostgreSQL cluster a server's backups come from, remembered in {@code identity.json} from the first backup on.
 *
 * @param systemId the cluster's system identifier
 * @param version its major version
 */
public record ServerIdentity(String systemId, String version) {
    private static final String FILE_NAME = "identity.json";
    private static final int LIMIT = 4096;

    /** Where the identity of a server is kept. */
    public static Path file(Path backupDirectory) {
        return backupDirectory.resolve(FILE_NAME);
    }

    /**
     * Reads a server's identity; nothing if it has none yet.
     *
     * @throws StorageException if the file is damaged
     */
    public static Optional<ServerIdentity> read(Path backupDirectory) {
        Path file = file(backupDirectory);
        if (!file.toFile().exists()) {
            return Optional.empty();
        }
        try {
            if (JsonInput.parse(SmallFile.text(file, LIMIT)) instanceof Map<?, ?> members
                    && members.get("systemid") instanceof String systemId) {
                return Optional.of(new ServerIdentity(systemId, String.valueOf(members.get("version"))));
            }
            throw new IllegalArgumentException("it has no systemid that is a text");
        } catch (IllegalArgumentException e) {
            throw new StorageException(
                    file + " is damaged: " + e.getMessage(),
                    "Remove it if you are sure that this server's backups all come from one cluster;"
                            + " the next backup writes it anew.");
        } catch (IOException e) {
            throw StorageException.because("read " + file, e);
        }
    }

    /** Makes the identity of a server durable. */
    public void write(Path backupDirectory, Disk disk) {
        Path file = file(backupDirectory);
        StringBuilder text = new StringBuilder();
        try {
            JsonText.writeIndented(Map.of("systemid", systemId, "version", version), text, 4, true);
            text.append('\n');
            new AtomicFile(disk).write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw StorageException.because("write " + file, e);
        }
    }
}
