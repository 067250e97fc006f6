package org.barman4j.cli;

import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import picocli.CommandLine.Option;

/** What to do when a copy fails half-way. */
final class RetryOptions {
    @Option(
            names = "--retry-times",
            paramLabel = "RETRY_TIMES",
            converter = Count.NonNegative.class,
            description = "How often to try again when the copy fails (default: basebackup_retry_times of the server).")
    private Integer retryTimes;

    @Option(
            names = "--retry-sleep",
            paramLabel = "RETRY_SLEEP",
            converter = Count.NonNegative.class,
            description = "Seconds to wait before trying again (default: basebackup_retry_sleep of the server).")
    private Integer retrySleep;

    @Option(names = "--no-retry", description = "Do not try again, as with --retry-times 0.")
    private boolean noRetry;

    /** The server with what was given here. */
    ServerConfig applyTo(ServerConfig server) {
        ServerConfig changed = BackupCommand.with(server, Options.BASEBACKUP_RETRY_SLEEP, retrySleep);
        return BackupCommand.with(changed, Options.BASEBACKUP_RETRY_TIMES, noRetry ? Integer.valueOf(0) : retryTimes);
    }
}
