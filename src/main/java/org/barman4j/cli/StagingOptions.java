package org.barman4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.report.RefusedException;
import picocli.CommandLine.Option;

/** Where a restore puts files for a while, and how it combines incremental backups. */
final class StagingOptions {
    @Option(
            names = "--staging-wal-directory",
            paramLabel = "STAGING_WAL_DIRECTORY",
            description = "Directory for the WAL to recover with (default: barman_wal in the destination directory).")
    private Path walDirectory;

    @Option(
            names = "--recovery-staging-path",
            paramLabel = "RECOVERY_STAGING_PATH",
            description = "Deprecated, use --staging-path: directory on the destination host for unpacking"
                    + " compressed backups.")
    private Path recoveryStagingPath;

    @Option(
            names = "--local-staging-path",
            paramLabel = "LOCAL_STAGING_PATH",
            description = "Deprecated, use --staging-path: directory on this host for combining incremental backups.")
    private Path localStagingPath;

    @Option(
            names = "--staging-path",
            paramLabel = "STAGING_PATH",
            description = "Absolute directory where backups are unpacked, decrypted and combined; it must have"
                    + " room for the whole backup.")
    private Path stagingPath;

    @Option(
            names = "--staging-location",
            paramLabel = "STAGING_LOCATION",
            description = "Which host the staging directory is on: ${COMPLETION-CANDIDATES}.")
    private StagingLocation stagingLocation;

    @Option(
            names = "--combine-mode",
            paramLabel = "COMBINE_MODE",
            description = "How pg_combinebackup copies files: ${COMPLETION-CANDIDATES}.")
    private CombineMode combineMode;

    Optional<String> walDirectory() {
        return Optional.ofNullable(walDirectory).map(Path::toString);
    }

    /**
     * The server with what was given here.
     *
     * @param remote whether another host is restored to
     */
    ServerConfig applyTo(ServerConfig server, boolean remote) {
        if (stagingLocation == StagingLocation.REMOTE && !remote) {
            throw new RefusedException("--staging-location as remote requires --remote-ssh-command to be set");
        }
        ServerConfig changed = with(server, Options.STAGING_PATH, "staging path", stagingPath);
        changed = with(changed, Options.RECOVERY_STAGING_PATH, "recovery staging path", recoveryStagingPath);
        changed = with(changed, Options.LOCAL_STAGING_PATH, "local staging path", localStagingPath);
        changed = BackupCommand.with(
                changed, Options.STAGING_LOCATION, stagingLocation == null ? null : stagingLocation.toString());
        return BackupCommand.with(changed, Options.COMBINE_MODE, combineMode == null ? null : combineMode.toString());
    }

    private static ServerConfig with(ServerConfig server, ConfigOption<String> option, String what, Path path) {
        if (path != null && !path.isAbsolute()) {
            throw new RefusedException(
                    "Cannot parse " + what + ": Invalid value : '" + path + "' (must be an absolute path)");
        }
        return BackupCommand.with(server, option, path == null ? null : path.toString());
    }
}
