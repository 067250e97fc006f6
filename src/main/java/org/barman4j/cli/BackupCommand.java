package org.barman4j.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.backup.BackupRequest;
import org.barman4j.catalog.BackupReference;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.config.ServerPolicy;
import org.barman4j.output.BackupView;
import org.barman4j.report.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "backup", description = "Take a backup of servers.")
final class BackupCommand extends BarmanCommand {
    @Parameters(arity = "1..*", paramLabel = "SERVER", description = "Names of servers, or 'all'.")
    private List<String> servers;

    @Option(
            names = "--immediate-checkpoint",
            negatable = true,
            description = "Run the first checkpoint at full speed, or spread it (default: immediate_checkpoint of"
                    + " the server).")
    private Boolean immediateCheckpoint;

    @Option(
            names = "--incremental",
            paramLabel = "BACKUP_ID",
            description =
                    "Copy only what changed since this backup: an id, a name or a shortcut (PostgreSQL 17 and later).")
    private String parent;

    @Option(
            names = "--reuse-backup",
            paramLabel = "REUSE_BACKUP",
            arity = "0..1",
            fallbackValue = "link",
            description = "How to use the unchanged files of the previous backup: ${COMPLETION-CANDIDATES}"
                    + " (without a value: ${FALLBACK-VALUE}).")
    private ReuseMode reuseBackup;

    @Mixin
    private RetryOptions retry;

    @Mixin
    private JobOptions jobs;

    @Mixin
    private BandwidthOption bandwidth;

    @Option(
            names = {"-w", "--wait"},
            description = "Wait until all WAL that the backup needs is archived.")
    private boolean waitForWal;

    @Option(
            names = "--wait-timeout",
            paramLabel = "TIMEOUT",
            converter = Count.NonNegative.class,
            description = "Seconds that --wait waits at most (default: no limit).")
    private Integer waitTimeout;

    @Option(
            names = "--keepalive-interval",
            paramLabel = "KEEPALIVE_INTERVAL",
            converter = Count.NonNegative.class,
            description = "Seconds between queries that keep the connection open during a copy with rsync, 0 for"
                    + " none (default: keepalive_interval of the server).")
    private Integer keepaliveInterval;

    @Option(
            names = "--name",
            paramLabel = "BACKUP_NAME",
            converter = BackupName.class,
            description = "Name by which other commands can call this backup.")
    private String name;

    @Option(
            names = "--manifest",
            negatable = true,
            description = "Write a manifest after a copy with rsync, or do not (default: autogenerate_manifest of"
                    + " the server).")
    private Boolean manifest;

    @Option(
            names = "--check-timeout",
            paramLabel = "CHECK_TIMEOUT",
            converter = Count.NonNegative.class,
            description = "Seconds that the checks before the backup may take, 0 for no limit (default:"
                    + " check_timeout of the server).")
    private Integer checkTimeout;

    @Override
    protected ExitCode run(Session session) {
        List<ServerConfig> chosen = new ArrayList<>();
        for (ServerConfig each : session.servers().several(servers, ServerPolicy.USABLE)) {
            if (each.isPassive()) {
                session.output().info("Skipping passive server '" + each.name() + "'");
            } else {
                chosen.add(overridden(each));
            }
        }
        BackupRequest request = new BackupRequest(
                name == null ? "" : name,
                Optional.ofNullable(parent).map(BackupReference::new),
                waitForWal,
                Duration.ofSeconds(waitTimeout == null ? 0 : waitTimeout));
        session.ending().watch();
        for (ServerConfig each : chosen) {
            if (session.ending().isRequested()) {
                session.output().error("interrupted before the backup of server '" + each.name() + "'");
            } else {
                guard(session, () -> session.output().show(session.backup(each).take(request), BackupView.INSTANCE));
            }
        }
        return ExitCode.OK;
    }

    private ServerConfig overridden(ServerConfig server) {
        ServerConfig changed = retry.applyTo(bandwidth.applyTo(jobs.applyTo(server)));
        changed = with(changed, Options.IMMEDIATE_CHECKPOINT, immediateCheckpoint);
        changed = with(changed, Options.REUSE_BACKUP, reuseBackup == null ? null : reuseBackup.toString());
        changed = with(changed, Options.KEEPALIVE_INTERVAL, keepaliveInterval);
        changed = with(changed, Options.AUTOGENERATE_MANIFEST, manifest);
        return with(changed, Options.CHECK_TIMEOUT, checkTimeout);
    }

    /** The server with what the command line says, if it says something. */
    static <T> ServerConfig with(ServerConfig server, ConfigOption<T> option, T value) {
        return value == null ? server : server.with(option, value);
    }
}
