package org.barman4j.cli;

import picocli.CommandLine.Option;

/** How much of the network a copy may use. */
@SuppressWarnings("unused") // until a command reads it
final class BandwidthOption {
    @Option(
            names = "--bwlimit",
            paramLabel = "KBPS",
            converter = Count.NonNegative.class,
            description =
                    "Kilobytes per second to copy at most, 0 for no limit (default: bandwidth_limit of the server).")
    private Integer bwlimit;
}
