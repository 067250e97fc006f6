package org.barman4j.cli;

import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import picocli.CommandLine.Option;

/** How many copies run side by side, and how fast they are started. */
final class JobOptions {
    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "NJOBS",
            converter = Count.Positive.class,
            description = "How many processes copy at the same time (default: parallel_jobs of the server).")
    private Integer jobs;

    @Option(
            names = "--jobs-start-batch-period",
            paramLabel = "JOBS_START_BATCH_PERIOD",
            converter = Count.Positive.class,
            description = "Seconds over which one batch of copying processes is started (default:"
                    + " parallel_jobs_start_batch_period of the server).")
    private Integer startBatchPeriod;

    @Option(
            names = "--jobs-start-batch-size",
            paramLabel = "JOBS_START_BATCH_SIZE",
            converter = Count.Positive.class,
            description = "How many copying processes are started in one batch (default:"
                    + " parallel_jobs_start_batch_size of the server).")
    private Integer startBatchSize;

    /** The server with what was given here. */
    ServerConfig applyTo(ServerConfig server) {
        ServerConfig changed = BackupCommand.with(server, Options.PARALLEL_JOBS, jobs);
        changed = BackupCommand.with(changed, Options.PARALLEL_JOBS_START_BATCH_SIZE, startBatchSize);
        return BackupCommand.with(changed, Options.PARALLEL_JOBS_START_BATCH_PERIOD, startBatchPeriod);
    }
}
