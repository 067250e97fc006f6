package org.barman4j.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds directories that serve two purposes, also through symbolic links.
 *
 * <p>Within one server that disables the server; between servers it stops nearly every command, because two servers
 * would mix their files.
 */
final class PathConflicts {
    private static final List<ConfigOption<String>> DIRECTORIES = List.of(
            Options.BACKUP_DIRECTORY,
            Options.BASEBACKUPS_DIRECTORY,
            Options.ERRORS_DIRECTORY,
            Options.INCOMING_WALS_DIRECTORY,
            Options.STREAMING_WALS_DIRECTORY,
            Options.WALS_DIRECTORY);

    private record Use(String label, String server) {}

    private final Map<Path, Use> uses = new HashMap<>();
    private final Map<Path, Path> realPaths = new HashMap<>();
    private final List<String> betweenServers = new ArrayList<>();

    /** Returns the servers, those with a conflict inside disabled, and remembers conflicts between them. */
    Map<String, ServerConfig> check(Collection<ServerConfig> servers) {
        List<ServerConfig> sorted = new ArrayList<>(servers);
        sorted.sort(Comparator.comparing(ServerConfig::name));
        Map<String, ServerConfig> checked = new HashMap<>();
        for (ServerConfig server : sorted) {
            checked.put(server.name(), check(server));
        }
        return checked;
    }

    /** The conflicts between servers, in Barman's words. */
    List<String> betweenServers() {
        return List.copyOf(betweenServers);
    }

    private ServerConfig check(ServerConfig server) {
        ServerConfig checked = server;
        for (ConfigOption<String> option : DIRECTORIES) {
            String path = server.required(option);
            Path real = realPath(Path.of(path).toAbsolutePath().normalize());
            Use other = uses.putIfAbsent(real, new Use(option.name(), server.name()));
            if (other != null) {
                String link = real.toString().equals(path) ? "" : " (symlink to: " + real + ")";
                String start = "Conflicting path: " + option.name() + "=" + path + link;
                String end = " conflicts with '" + other.label() + "' for server '" + other.server() + "'";
                if (other.server().equals(server.name())) {
                    checked = checked.disabledBecause(start + end);
                } else {
                    betweenServers.add(start + " for server '" + server.name() + "'" + end);
                }
            }
        }
        return checked;
    }

    /** The path with all links resolved; what does not exist yet is taken as it is. */
    private Path realPath(Path path) {
        Path known = realPaths.get(path);
        if (known == null) {
            known = resolve(path);
            realPaths.put(path, known);
        }
        return known;
    }

    private Path resolve(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            Path parent = path.getParent();
            return parent == null ? path : realPath(parent).resolve(path.getFileName());
        }
    }
}
