package org.barman4j.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a restore puts files for a while, and how it combines incremental backups. */
@SuppressWarnings("unused") // until a command reads them
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
}
