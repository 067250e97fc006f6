package org.barman4j.postgres.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barman4j.postgres.PostgresException;
import org.barman4j.xlog.SegmentSize;

/**
 * What has to be known of a cluster to copy it.
 *
 * @param configurationFiles the paths of {@code config_file}, {@code hba_file} and {@code ident_file}, by these names
 * @param includedFiles files that the configuration includes
 * @param summarizeWal whether WAL is summarised; empty before version 17
 */
public record ClusterFacts(
        PgVersion version,
        String dataDirectory,
        SegmentSize segmentSize,
        Map<String, String> configurationFiles,
        List<String> includedFiles,
        List<Location> tablespaces,
        Optional<String> dataChecksums,
        Optional<String> summarizeWal,
        OptionalLong size) {
    private static final int VERSION_17 = 170_000;

    /** A tablespace beside the default ones. */
    public record Location(String name, long oid, String path) {}

    /** Asks for all but the tablespaces. */
    public static ClusterFacts of(PostgresSession session) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Map<String, Object> row : session.rows("SELECT name, setting FROM pg_settings"
                + " WHERE name IN ('config_file', 'hba_file', 'ident_file') AND setting <> ''")) {
            files.put(row.get("name").toString(), row.get("setting").toString());
        }
        List<String> included = new ArrayList<>();
        for (Map<String, Object> row : session.rows(
                "SELECT DISTINCT sourcefile FROM pg_settings WHERE sourcefile IS NOT NULL AND sourcefile <> ?"
                        + " ORDER BY sourcefile",
                files.getOrDefault("config_file", ""))) {
            included.add(row.get("sourcefile").toString());
        }
        return new ClusterFacts(
                session.version(),
                session.setting("data_directory").orElseThrow(),
                WalPosition.segmentSize(session),
                files,
                included,
                tablespaces(session),
                session.setting("data_checksums"),
                session.version().atLeast(VERSION_17) ? session.setting("summarize_wal") : Optional.empty(),
                size(session));
    }

    /** The tablespaces that there are now. */
    public static List<Location> tablespaces(PostgresSession session) {
        List<Location> tablespaces = new ArrayList<>();
        for (Map<String, Object> row : session.rows("SELECT spcname, oid::bigint AS oid,"
                + " pg_tablespace_location(oid) AS location FROM pg_tablespace"
                + " WHERE pg_tablespace_location(oid) <> '' ORDER BY oid")) {
            tablespaces.add(new Location(
                    row.get("spcname").toString(),
                    ((Number) row.get("oid")).longValue(),
                    row.get("location").toString()));
        }
        return tablespaces;
    }

    private static OptionalLong size(PostgresSession session) {
        try {
            Optional<Object> size = session.value("SELECT sum(pg_tablespace_size(oid))::bigint FROM pg_tablespace");
            return size.map(value -> OptionalLong.of(((Number) value).longValue()))
                    .orElse(OptionalLong.empty());
        } catch (PostgresException mayNotKnow) {
            return OptionalLong.empty();
        }
    }
}
