package org.barman4j.cli;

import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import picocli.CommandLine.Option;

/** How much of the network a copy may use. */
final class BandwidthOption {
    @Option(
            names = "--bwlimit",
            paramLabel = "KBPS",
            converter = Count.NonNegative.class,
            description =
                    "Kilobytes per second to copy at most, 0 for no limit (default: bandwidth_limit of the server).")
    private Integer bwlimit;

    /** The server with what was given here. */
    ServerConfig applyTo(ServerConfig server) {
        return BackupCommand.with(server, Options.BANDWIDTH_LIMIT, (Object) bwlimit);
    }
}
