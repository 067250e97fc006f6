package org.barman4j.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.config.WordSet;
import org.barman4j.host.ssh.RemoteShell;
import org.barman4j.output.RestorePlanView;
import org.barman4j.output.RestoreView;
import org.barman4j.recovery.RecoveryTarget;
import org.barman4j.recovery.RestoreOutcome;
import org.barman4j.recovery.RestorePlan;
import org.barman4j.recovery.RestoreRequest;
import org.barman4j.report.ExitCode;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        aliases = "recover",
        description = "Restore a backup into a directory, here or on another host.")
final class RestoreCommand extends BarmanCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "Server that owns the backup.")
    private String server;

    @Parameters(
            index = "1",
            paramLabel = "BACKUP",
            description = "Backup id, name or shortcut; 'auto' takes the backup that suits the target.")
    private String backup;

    @Parameters(
            index = "2",
            paramLabel = "DESTINATION_DIRECTORY",
            description = "Data directory of the restored server.")
    private Path destination;

    @Mixin
    private RecoveryTargetOptions target;

    @Option(
            names = "--tablespace",
            paramLabel = "NAME:LOCATION",
            description = "Put this tablespace into another directory; may be given once for each tablespace.")
    private List<String> tablespaces = List.of();

    @Option(
            names = "--remote-ssh-command",
            paramLabel = "SSH_COMMAND",
            description = "Restore on another host, reached with this ssh command.")
    private String remoteSshCommand;

    @Mixin
    private BandwidthOption bandwidth;

    @Mixin
    private RetryOptions retry;

    @Mixin
    private JobOptions jobs;

    @Option(
            names = "--get-wal",
            negatable = true,
            description = "Let the restored server fetch WAL from Barman as it needs it, or copy the WAL now"
                    + " (default: get-wal in recovery_options).")
    private Boolean getWal;

    @Option(
            names = "--network-compression",
            negatable = true,
            description = "Compress the copy to another host, or do not (default: network_compression of the server).")
    private Boolean networkCompression;

    @Option(names = "--standby-mode", description = "Restore the server as a standby.")
    private boolean standbyMode;

    @Mixin
    private StagingOptions staging;

    @Option(
            names = "--recovery-conf-filename",
            paramLabel = "RECOVERY_CONF_FILENAME",
            description =
                    "File that gets the recovery settings (PostgreSQL 12 and later; default: postgresql.auto.conf).")
    private String recoveryConfFilename;

    @Option(
            names = "--recovery-option-port",
            paramLabel = "RECOVERY_OPTION_PORT",
            description = "Port that the restored server gives to barman-wal-restore.")
    private String recoveryOptionPort;

    @Option(
            names = "--delta-restore",
            negatable = true,
            description = "Copy only what differs from the files in the destination, or everything (default:"
                    + " delta-restore in recovery_options).")
    private Boolean deltaRestore;

    @Mixin
    private SnapshotRestoreOptions snapshot;

    @Option(names = "--dry-run", description = "Print the plan and check that it can work; copy nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) {
        Optional<ServerConfig> found = session.servers().one(server, ServerPolicy.CONFIGURED);
        if (found.isPresent()) {
            RecoveryTarget wanted = target.target();
            ServerConfig changed = overridden(found.get());
            RestoreRequest request = new RestoreRequest(
                    new BackupReference(backup),
                    absolute(destination.toString()),
                    wanted,
                    relocations(),
                    Optional.ofNullable(remoteSshCommand),
                    staging.walDirectory(),
                    standbyMode,
                    Optional.ofNullable(recoveryConfFilename),
                    Optional.ofNullable(recoveryOptionPort),
                    snapshot.instance());
            if (dryRun) {
                return plan(session, session.restore(changed).plan(request));
            }
            session.ending().watch();
            RestoreOutcome outcome = session.restore(changed).restore(request);
            session.output().show(outcome, RestoreView.INSTANCE);
            advise(session, request, outcome);
        }
        return ExitCode.OK;
    }

    private static ExitCode plan(Session session, RestorePlan plan) {
        plan.warnings().forEach(session.output()::warning);
        session.output().show(plan, RestorePlanView.INSTANCE);
        plan.objections().forEach(each -> each.tell(session.output()));
        return ExitCode.OK;
    }

    /** A relative directory is one of this host's, unless it is on another. */
    private String absolute(String directory) {
        return remoteSshCommand == null && !directory.isEmpty() && !directory.contains(":")
                ? Path.of(directory).toAbsolutePath().toString()
                : directory;
    }

    private Map<String, String> relocations() {
        Map<String, String> relocations = new LinkedHashMap<>();
        for (String rule : tablespaces) {
            int colon = rule.indexOf(':');
            if (colon < 1 || colon == rule.length() - 1) {
                throw new RefusedException(
                        "Invalid tablespace relocation rule '" + rule + "'",
                        "The valid syntax for a relocation rule is NAME:LOCATION");
            }
            relocations.put(rule.substring(0, colon), absolute(rule.substring(colon + 1)));
        }
        return relocations;
    }

    private ServerConfig overridden(ServerConfig configured) {
        ServerConfig changed = retry.applyTo(bandwidth.applyTo(jobs.applyTo(configured)));
        changed = staging.applyTo(changed, remoteSshCommand != null);
        changed = with(changed, "get-wal", getWal);
        changed = with(changed, "delta-restore", deltaRestore);
        if (Boolean.TRUE.equals(networkCompression) && remoteSshCommand == null) {
            throw new RefusedException(
                    "Network compression can only be used with remote recovery.",
                    "If you want to do a remote recovery you have to use the --remote-ssh-command option");
        }
        return BackupCommand.with(changed, Options.NETWORK_COMPRESSION, networkCompression);
    }

    private static ServerConfig with(ServerConfig configured, String word, Boolean wanted) {
        if (wanted == null) {
            return configured;
        }
        WordSet options =
                configured.get(Options.RECOVERY_OPTIONS).orElse(new WordSet("RecoveryOptions", java.util.Set.of()));
        return configured.with(Options.RECOVERY_OPTIONS, wanted ? options.with(word) : options.without(word));
    }

    /** What somebody does next who has not done it before. */
    private static void advise(Session session, RestoreRequest request, RestoreOutcome outcome) {
        String host = request.isRemote() ? "on that host, " : "";
        request.settingsFile()
                .filter(file -> !file.equals("postgresql.auto.conf") && !file.equals("recovery.conf"))
                .ifPresent(file -> session.output()
                        .advice("PostgreSQL does not know of the file '" + file
                                + "' with the recovery settings: name it in" + " postgresql.conf, as in include '"
                                + file + "'."));
        session.output()
                .advice("Next, " + host + "review the settings named above, see that '" + request.destination()
                        + "' belongs to the user that PostgreSQL runs as, and start it: pg_ctl -D "
                        + RemoteShell.quote(request.destination()) + " start");
        if (outcome.unreachable()) {
            session.output()
                    .advice("When it has ended because the target was not reached, remove the line with"
                            + " recovery_target_"
                            + request.target().kind().name().toLowerCase(Locale.ROOT) + " from "
                            + outcome.recoveryFile() + " and start it again: it then has all there is.");
        } else if (request.target().kind() != RecoveryTarget.Kind.NONE
                && request.target().action().isEmpty()) {
            session.output()
                    .advice("PostgreSQL pauses at the target: look at the data, and then make it take writes with"
                            + " SELECT pg_wal_replay_resume(), or restore again to another target.");
        }
        session.output()
                .advice("When all is well, set archive_command again, take a backup, and remove the *.origin files.");
    }
}
