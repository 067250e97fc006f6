package org.barman4j.cli;

import picocli.CommandLine.Option;

/** What to do when a copy fails half-way. */
@SuppressWarnings("unused") // until a command reads them
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
}
