package org.barman4j.postgres.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barman4j.postgres.Conninfo;

/**
 * The program that copies a cluster over the replication protocol.
 *
 * @param version the program's own, as a number; 0 if it is not known
 * @param tablespaces where each tablespace goes, by the path it has on the server
 * @param rate kilobytes a second at most, 0 for no limit
 * @param parentManifest the manifest of the backup that this one is incremental to
 * @param fast whether the checkpoint at the beginning is done at once, and not spread
 * @param checksums whether the server verifies the checksums of the pages that it sends, and lets the backup fail
 */
public record PgBaseBackup(
        Path program,
        int version,
        Path directory,
        Map<String, Path> tablespaces,
        int rate,
        Optional<Path> parentManifest,
        boolean fast,
        boolean checksums,
        Optional<BackupCompression> compression) {
    private static final int VERSION_10 = 100_000;
    private static final int VERSION_11 = 110_000;

    public PgBaseBackup {
        tablespaces = new LinkedHashMap<>(tablespaces);
    }

    /** The command that connects with the given string. */
    public ToolCommand command(Conninfo conninfo, String applicationName, String searchPath) {
        ToolConninfo connection = new ToolConninfo(conninfo, applicationName, searchPath);
        List<String> argv = new ArrayList<>(List.of(
                program.toString(),
                connection.argument(),
                "--verbose",
                "--progress",
                "--no-password",
                "--pgdata=" + directory));
        if (version == 0 || version >= VERSION_10) { // WAL comes to Barman by itself, without one more slot
            argv.addAll(List.of("--no-slot", "--wal-method=none"));
        }
        tablespaces.forEach((source, target) -> argv.add(mapping(source, target.toString())));
        if (rate > 0) {
            argv.add("--max-rate=" + rate);
        }
        parentManifest.ifPresent(manifest -> argv.add("--incremental=" + manifest));
        if (fast) {
            argv.add("--checkpoint=fast");
        }
        if (!checksums && version >= VERSION_11) {
            argv.add("--no-verify-checksums");
        }
        compression.ifPresent(settings -> argv.addAll(settings.arguments(version)));
        return new ToolCommand(argv, connection.environment());
    }

    /** The option that puts a tablespace into another place, of pg_basebackup and of pg_combinebackup. */
    public static String mapping(String source, String target) {
        return "--tablespace-mapping=" + escaped(source) + "=" + escaped(target);
    }

    /** A path in a mapping, whose equals sign stands between two of them. */
    private static String escaped(String path) {
        return path.replace("=", "\\=");
    }
}
