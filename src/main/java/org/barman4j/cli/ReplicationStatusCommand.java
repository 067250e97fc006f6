package org.barman4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.inspect.ReplicationTarget;
import org.barman4j.output.MentionView;
import org.barman4j.output.ReplicationStatusView;
import org.barman4j.report.ExitCode;
import org.barman4j.report.Notices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replication-status", description = "Show the standbys and WAL receivers that are attached to servers.")
final class ReplicationStatusCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(names = "--minimal", description = "Print one short line for each client.")
    private boolean minimal;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            defaultValue = "all",
            description = "Which clients to show: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ReplicationTarget target;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "backup-host",
            description = "Which connection of the configuration to ask through: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}).")
    private ReplicationSource source;

    @Override
    protected ExitCode run(Session session) {
        List<ServerConfig> chosen = new ArrayList<>();
        for (ServerConfig server : session.servers().several(servers, ServerPolicy.USABLE)) {
            if (server.isPassive()) {
                session.output().info("Skipping passive server '" + server.name() + "'");
            } else {
                chosen.add(source == ReplicationSource.WAL_HOST ? forWal(server, session.output()) : server);
            }
        }
        chosen.forEach(server -> session.output().show(server.name(), MentionView.INSTANCE));
        new SideBySide(session)
                .show(
                        chosen,
                        server -> () -> session.replication(server).status(target, minimal),
                        ReplicationStatusView.INSTANCE);
        return ExitCode.OK;
    }

    /** The server through its connections for WAL, telling which those are. */
    static ServerConfig forWal(ServerConfig server, Notices notices) {
        ServerConfig changed = server.forWal();
        StringJoiner overrides = new StringJoiner(" and ");
        for (ConfigOption<String> option : List.of(Options.STREAMING_CONNINFO, Options.CONNINFO)) {
            Optional<String> value = changed.get(option);
            if (!value.equals(server.get(option)) && value.isPresent()) {
                overrides.add("'" + option + "' overridden with '" + value.get() + "'");
            }
        }
        if (overrides.length() > 0) {
            notices.info("Configuration overrides applied: " + overrides);
        }
        return changed;
    }
}
