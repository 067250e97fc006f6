package org.barman4j.copy;

import java.time.Duration;
import java.util.OptionalLong;

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

    /** What becomes of files that an older backup has as well. */
    public enum Reuse {
        OFF,
        COPY,
        LINK
    }
}
