package org.barman4j.copy;

import java.time.Duration;
import java.util.OptionalLong;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;

/**
 * How to copy.
 *
 * @param jobs how many files or shares are copied side by side
 * @param batchSize how many jobs may be started within one period
 * @param retries how often a part that failed is tried again
 * @param pause how long to wait before that
 * @param compressed whether the network is spared at the cost of the processors
 * @param horizon when the backup began that files may be shared with, in seconds since 1970; empty if there is none
 */
public record CopySettings(
        int jobs,
        int batchSize,
        Duration batchPeriod,
        int retries,
        Duration pause,
        boolean compressed,
        Reuse reuse,
        OptionalLong horizon) {

    /**
     * As a server's configuration says, where nothing is shared with an older backup.
     *
     * @throws CopyFailedException if nobody would copy anything
     */
    public static CopySettings of(ServerConfig server) {
        if (server.required(Options.PARALLEL_JOBS) < 1 || server.required(Options.PARALLEL_JOBS_START_BATCH_SIZE) < 1) {
            throw new CopyFailedException(
                    "Number of processes must be at least 1",
                    "Set parallel_jobs and parallel_jobs_start_batch_size of server " + server.name()
                            + " to 1 or more.");
        }
        return new CopySettings(
                server.required(Options.PARALLEL_JOBS),
                server.required(Options.PARALLEL_JOBS_START_BATCH_SIZE),
                Duration.ofSeconds(server.required(Options.PARALLEL_JOBS_START_BATCH_PERIOD)),
                server.required(Options.BASEBACKUP_RETRY_TIMES),
                Duration.ofSeconds(server.required(Options.BASEBACKUP_RETRY_SLEEP)),
                server.is(Options.NETWORK_COMPRESSION),
                Reuse.OFF,
                OptionalLong.empty());
    }

    /**
     * The same where files are shared with an older backup, as {@code reuse_backup} says.
     *
     * @param since when that backup began, in seconds since 1970; empty if there is none
     */
    public static CopySettings of(ServerConfig server, OptionalLong since) {
        CopySettings plain = of(server);
        Reuse reuse =
                switch (server.get(Options.REUSE_BACKUP).orElse("off")) {
                    case "link" -> Reuse.LINK;
                    case "copy" -> Reuse.COPY;
                    default -> Reuse.OFF;
                };
        return new CopySettings(
                plain.jobs,
                plain.batchSize,
                plain.batchPeriod,
                plain.retries,
                plain.pause,
                plain.compressed,
                reuse,
                since);
    }

    /** What becomes of files that an older backup has as well. */
    public enum Reuse {
        OFF,
        COPY,
        LINK
    }
}
