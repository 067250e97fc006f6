package org.barman4j.check;

import java.util.Optional;
import java.util.Set;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;

/** Whether WAL can be compressed as configured. */
final class CompressionCheck implements Check {
    private static final String LABEL = "compression settings";
    private static final Set<String> KNOWN =
            Set.of("gzip", "bzip2", "pygzip", "pybzip2", "pigz", "xz", "zstd", "lz4", "snappy", "custom");

    @Override
    public void run(CheckedServer server, CheckLog log) {
        ServerConfig config = server.config();
        Optional<String> compression = config.get(Options.COMPRESSION);
        if (compression.isPresent() && !KNOWN.contains(compression.get())) {
            log.failed(LABEL, "", "Set compression to one of gzip, bzip2, xz, zstd, lz4, pigz, custom.");
        } else if (compression.filter("custom"::equals).isPresent() && !hasFilters(config)) {
            log.failed(
                    LABEL,
                    "custom compression needs custom_compression_filter and custom_decompression_filter",
                    "Set both in the configuration of " + server.name() + ".");
        } else {
            log.passed(LABEL);
        }
    }

    private static boolean hasFilters(ServerConfig config) {
        return config.get(Options.CUSTOM_COMPRESSION_FILTER).isPresent()
                && config.get(Options.CUSTOM_DECOMPRESSION_FILTER).isPresent();
    }
}
