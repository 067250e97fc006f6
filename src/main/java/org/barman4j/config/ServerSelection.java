package org.barman4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.barman4j.report.NotFoundException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;

/** Turns the server names of a command line into servers ready for use, telling why some are left out. */
public final class ServerSelection {
    private static final String ALL = "all";

    private final Configuration configuration;
    private final Notices notices;

    public ServerSelection(Configuration configuration, Notices notices) {
        this.configuration = configuration;
        this.notices = notices;
    }

    /**
     * The servers named, or all of them, in order of their names. Those that can't be used are told and left out.
     *
     * @throws RefusedException if servers share directories
     */
    public List<ServerConfig> several(List<String> names, ServerPolicy policy) {
        refuseConflicts();
        TreeSet<String> chosen = new TreeSet<>(names);
        if (chosen.contains(ALL)) {
            if (names.size() > 1) {
                notices.error("You cannot use 'all' with other server names");
            }
            chosen = new TreeSet<>(configuration.servers().keySet());
        }
        List<ServerConfig> servers = new ArrayList<>();
        for (String name : chosen) {
            ServerConfig server = configuration.servers().get(name);
            if (server == null) {
                notices.error(unknown(name).getMessage());
            } else {
                usable(server, policy).ifPresent(servers::add);
            }
        }
        return servers;
    }

    /** Every server that is neither inactive nor disabled, in order of their names; the others are told. */
    public List<ServerConfig> inService() {
        List<ServerConfig> servers = new ArrayList<>();
        for (ServerConfig server : several(List.of(ALL), ServerPolicy.PASSING_OVER)) {
            if (server.isDisabled()) {
                notices.info("Skipping temporarily disabled server '" + server.name() + "'");
            } else {
                servers.add(server);
            }
        }
        return servers;
    }

    /** Every server there is, even if some share directories, which stops other commands. */
    public List<ServerConfig> all() {
        List<ServerConfig> servers = new ArrayList<>();
        for (ServerConfig server : configuration.servers().values()) {
            usable(server, ServerPolicy.ANY).ifPresent(servers::add);
        }
        return servers;
    }

    /** Every server there is, whatever its state, in order of their names. */
    public List<ServerConfig> every() {
        return several(List.of(ALL), ServerPolicy.ANY);
    }

    /**
     * The server named, or nothing if it is passed over or refused, which has been told then.
     *
     * @throws NotFoundException if there is none of that name
     * @throws RefusedException if servers share directories, or the name stands for all
     */
    public Optional<ServerConfig> one(String name, ServerPolicy policy) {
        if (name.equals(ALL)) {
            throw new RefusedException("You cannot use 'all' in a single server context");
        }
        refuseConflicts();
        ServerConfig server = configuration.servers().get(name);
        if (server == null) {
            throw unknown(name);
        }
        return usable(server, policy);
    }

    private void refuseConflicts() {
        List<String> conflicts = configuration.conflicts();
        if (!conflicts.isEmpty()) {
            for (String conflict : conflicts.subList(0, conflicts.size() - 1)) {
                notices.error(conflict);
            }
            throw new RefusedException(
                    conflicts.get(conflicts.size() - 1),
                    "Give each server directories of its own in the configuration.");
        }
    }

    private Optional<ServerConfig> usable(ServerConfig configured, ServerPolicy policy) {
        ServerRules.Outcome outcome = ServerRules.apply(configured);
        outcome.warnings().forEach(notices::warning);
        ServerConfig server = outcome.config();
        if (!server.isActive() && policy.skipInactive()) {
            notices.info("Skipping inactive server '" + server.name() + "'");
            return Optional.empty();
        }
        if (server.isDisabled() && policy.refuseDisabled()) {
            notices.error(server.messages().get(0));
            return Optional.empty();
        }
        return Optional.of(server);
    }

    private static NotFoundException unknown(String name) {
        return new NotFoundException(
                "Unknown server '" + name + "'", "Run 'barman list-servers' to see which are configured.");
    }
}
