package org.barman4j.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;

/**
 * The directories of this host in which Barman keeps its servers.
 *
 * @param servers all that are configured
 */
record OwnDirectories(Collection<ServerConfig> servers) {
    private static final List<ConfigOption<String>> KEPT = List.of(
            Options.BACKUP_DIRECTORY,
            Options.BASEBACKUPS_DIRECTORY,
            Options.WALS_DIRECTORY,
            Options.INCOMING_WALS_DIRECTORY,
            Options.STREAMING_WALS_DIRECTORY,
            Options.ERRORS_DIRECTORY);

    /** Why nothing can be restored into some directories that have to do with them. */
    List<Objection> objections(List<String> directories) throws IOException {
        List<Objection> objections = new ArrayList<>();
        for (String directory : directories) {
            objection(directory).ifPresent(objections::add);
        }
        return objections;
    }

    private Optional<Objection> objection(String directory) throws IOException {
        Path path = real(directory);
        for (ServerConfig server : servers) {
            for (ConfigOption<String> option : KEPT) {
                Path own = real(server.required(option));
                if (path.startsWith(own) || own.startsWith(path)) {
                    return Optional.of(new Objection(
                            "the destination '" + directory + "' is where Barman keeps server " + server.name() + " ("
                                    + own + ")",
                            "Restore into a directory that has nothing to do with Barman's own."));
                }
            }
        }
        return Optional.empty();
    }

    /** Without symbolic links, as far as it exists. */
    static Path real(String directory) throws IOException {
        Path path = Path.of(directory).toAbsolutePath().normalize();
        Path there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(path));
    }
}
